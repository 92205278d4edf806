import type { SampleSource } from '@hookwright/cards/views'
import type { FlowView } from '@hookwright/engine'
import { type Card, cardOf, startCardOf } from '@hookwright/model'

/** Returns the last one of a card's outputs with the type Any. Null if the card has none or is skipped. */
const jsonOf = (view: FlowView, card: Card): SampleSource | null => {
  if (card.skipped) return null
  const port = view.portsOf(card)?.outputs.findLast(({ type }) => type.kind === 'any' && !type.list)
  return port === undefined
    ? null
    : { card: card.id, index: view.flow.strip.indexOf(card.id), field: port.id, label: port.label }
}

/**
 * Returns the output that gets its value from the flow's samples; null if there is none.
 *
 * For an event it is the body. For an action or a polled event it is the last response in the flow.
 */
export const sourceOf = (view: FlowView): SampleSource | null => {
  const start = startCardOf(view.flow)
  const starts = start && view.specs.get(start.type)?.starts
  if (!start || !starts) return null
  const { body } = starts
  if (body !== undefined) {
    const label = view.portsOf(start)?.outputs.find(({ id }) => id === body)?.label ?? body
    return { card: start.id, index: 0, field: body, label }
  }
  if (starts.kind !== 'action' && starts.kind !== 'polling-monitor') return null
  const found = view.flow.strip
    .slice(1)
    .toReversed()
    .map(id => cardOf(view.flow, id))
    .map(card => (card === undefined ? null : jsonOf(view, card)))
  return found.find(source => source !== null) ?? null
}
