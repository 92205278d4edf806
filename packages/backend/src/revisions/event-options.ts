import { readSlots, type Specs, type Surroundings } from '@hookwright/engine'
import type { Card, Flow, Json } from '@hookwright/model'

/** The slots of a card are JSON: they come from literals and from options, which are. */
const asJson = (values: Record<string, unknown>): Record<string, Json> => JSON.parse(JSON.stringify(values))

/** The values that a start card gives to the options of its event. Throws `card.input-type`, `card.input-missing`. */
export const optionsOf = (
  specs: Specs,
  flow: Flow,
  start: Card,
  surroundings: Surroundings
): Record<string, Json> =>
  asJson(readSlots({ flow, cardId: start.id, prefix: '', inner: {}, specs, surroundings }))
