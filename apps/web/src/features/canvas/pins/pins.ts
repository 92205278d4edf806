import { CardId, Id } from '@hookwright/model'
import { z } from 'zod'

/**
 * A card of a draft that is tried out with what it gave in a past run. It names the run and its place there, and holds no
 * value: what is not kept of the run any more is not pinned any more.
 */
export const Pin = z.strictObject({
  card: CardId,
  /** Name of the card in that run, for cards that the draft no longer has. */
  name: z.string(),
  runId: Id,
  /** The card that had called the flow in the run, and in which iteration; empty for the run's own flow. */
  caller: z.array(z.union([CardId, z.int()]))
})
export type Pin = z.infer<typeof Pin>

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>

const placeOf = (flowId: Id): string => `hookwright.pins.${flowId}`

const parsed = (text: string | null): unknown => {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}

/** Reads the pins of a flow's draft from this browser's storage. */
export const readPins = (storage: Storage, flowId: Id): Pin[] => {
  const kept = z.array(Pin).safeParse(parsed(storage.getItem(placeOf(flowId))))
  return kept.success ? kept.data : []
}

/** Stores the pins of a flow's draft. */
export const keepPins = (storage: Storage, flowId: Id, pins: readonly Pin[]): void =>
  storage.setItem(placeOf(flowId), JSON.stringify(pins))
