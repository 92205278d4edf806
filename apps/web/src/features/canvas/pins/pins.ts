import { CardId, FieldId, Id, Json } from '@hookwright/model'
import { z } from 'zod'

/**
 * Pin of a draft's card to its outputs in a past run.
 *
 * It refers to the run and stores no values. It stops working when the run's values are deleted.
 */
export const RunPin = z.strictObject({
  card: CardId,
  /** Name of the card in the run, to be shown when the draft no longer has the card. */
  name: z.string(),
  runId: Id,
  /**
   * Path of the card that called the flow in the run, with iteration numbers. Empty for the run's own flow.
   */
  caller: z.array(z.union([CardId, z.int()]))
})
export type RunPin = z.infer<typeof RunPin>

/** Pin of a draft's card to outputs that the user has entered. */
export const ValuePin = z.strictObject({
  card: CardId,
  name: z.string(),
  values: z.record(FieldId, Json)
})
export type ValuePin = z.infer<typeof ValuePin>

/** Pin of a draft's card, either to its outputs in a past run or to entered values. */
export const Pin = z.union([RunPin, ValuePin])
export type Pin = RunPin | ValuePin

/** Returns true for a pin to a run. */
export const isOfRun = (pin: Pin): pin is RunPin => 'runId' in pin

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>

const placeOf = (flowId: Id): string => `hookwright.pins.${flowId}`

const parsed = (text: string | null): unknown => {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}

/** Reads the pins of a flow's draft from the browser's storage. */
export const readPins = (storage: Storage, flowId: Id): Pin[] => {
  const stored = z.array(Pin).safeParse(parsed(storage.getItem(placeOf(flowId))))
  return stored.success ? stored.data : []
}

/** Stores the pins of a flow's draft. */
export const keepPins = (storage: Storage, flowId: Id, pins: readonly Pin[]): void =>
  storage.setItem(placeOf(flowId), JSON.stringify(pins))
