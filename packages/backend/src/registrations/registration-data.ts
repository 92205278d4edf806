import type { Specs } from '@hookwright/engine'
import { cardOf, type Flow, type Path, pillsOf, startCardOf } from '@hookwright/model'

const FIELD = 'registrationData'

/** Paths into the Registration Data that a helper flow reads; the whole of it is an empty path. */
export const dataPathsOf = (flow: Flow): Path[] => {
  const start = startCardOf(flow)
  const blocks = Object.values(flow.cards).flatMap(card => (card.blocks ?? []).map(({ joins }) => joins))
  const bindings = [...Object.values(flow.cards).map(({ inputs }) => inputs), ...blocks]
  return bindings
    .flatMap(inputs => Object.values(inputs).flatMap(pillsOf))
    .filter(({ card, field }) => card === start?.id && field === FIELD)
    .map(({ path }) => path)
}

const isReturned = (flow: Flow, specs: Specs, field: string): boolean => {
  const last = cardOf(flow, flow.strip.at(-1) ?? '')
  return last !== undefined && specs.get(last.type)?.returns != null && last.inputs[field] !== undefined
}

/** Whether a renewal flow returns Registration Data: what it renews may go on under another id. */
export const returnsData = (flow: Flow, specs: Specs): boolean => isReturned(flow, specs, FIELD)

/** Whether a registration flow returns when the service ends what it registers. */
export const returnsExpiry = (flow: Flow, specs: Specs): boolean => isReturned(flow, specs, 'expiresAt')
