import type { Specs } from '@hookwright/engine'
import { cardOf, type Flow } from '@hookwright/model'

const FIELD = 'registrationData'

/** Whether a renewal flow returns Registration Data: what it renews may go on under another id. */
export const returnsData = (flow: Flow, specs: Specs): boolean => {
  const last = cardOf(flow, flow.strip.at(-1) ?? '')
  return last !== undefined && specs.get(last.type)?.returns != null && last.inputs[FIELD] !== undefined
}
