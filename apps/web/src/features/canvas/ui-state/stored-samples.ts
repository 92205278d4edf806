import type { Sample } from '@hookwright/cards/views'
import { FieldId, type Id } from '@hookwright/model'
import { z } from 'zod'
import { samplePlaceOf } from '../../../kit/page/local-storage.ts'

const KeptSample = z.object({
  id: z.string(),
  name: z.string(),
  values: z.record(FieldId, z.unknown()),
  pasted: z.literal(true).optional()
})

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>

/** Maximum number of characters of a sample stored in this browser. */
const LARGEST = 200_000

const parsed = (text: string | null): unknown => {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}

/** Reads the stored sample of a flow from the browser's storage. Returns an empty list if there is none. */
export const readSamples = (storage: Pick<Storage, 'getItem'>, flowId: Id): Sample[] => {
  const stored = KeptSample.safeParse(parsed(storage.getItem(samplePlaceOf(flowId))))
  if (!stored.success) return []
  const { pasted, ...sample } = stored.data
  return [{ ...sample, ...(pasted && { pasted }) }]
}

/**
 * Stores the newest sample of a flow in the browser, so that it is available when the flow is opened again.
 */
export const writeSamples = (storage: Storage, flowId: Id, samples: readonly Sample[]): void => {
  const [newest] = samples
  const text = newest === undefined ? '' : JSON.stringify(newest)
  if (text === '' || text.length > LARGEST) return
  storage.setItem(samplePlaceOf(flowId), text)
}
