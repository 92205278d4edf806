import { type Card, cardOf, type Flow } from '@hookwright/model'
import type { Specs } from '../card/define-card.ts'

/**
 * Returns the reason why a card cannot run on its own, for the end of a sentence: “it has no effect in a
 * run”. `null` if it can.
 */
export const whyNotAlone = (card: Card, specs: Specs): string | null => {
  const spec = specs.get(card.type)
  if (spec === undefined) return 'this installation does not have its card type'
  if (spec.starts !== null)
    return 'it only outputs the start values of the flow; send an event or run the flow instead'
  return spec.silent === true ? 'it has no effect in a run' : null
}

/**
 * Returns true if a card may have side effects. This includes the cards in its blocks and the flows that it
 * calls.
 */
export const mayHaveSideEffects = (flow: Flow, card: Card, specs: Specs): boolean => {
  const spec = specs.get(card.type)
  if (spec === undefined) return false
  if (spec.sideEffects === 'effect' || spec.calls(card.config).length > 0) return true
  if (spec.acts(card.config) !== null) return true
  return (card.blocks ?? []).some(block =>
    block.strip.some(id => {
      const inner = cardOf(flow, id)
      return inner !== undefined && inner.skipped !== true && mayHaveSideEffects(flow, inner, specs)
    })
  )
}
