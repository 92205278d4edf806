import { type Card, cardOf, type Flow, type StripAt, stripOf } from '@hookwright/model'
import type { Specs } from '../card/define-card.ts'

/**
 * Returns the last card of a strip, which is the row of cards of a flow or of a block, ignoring notes. The
 * default is the strip of the flow. Returns undefined if there is no such card.
 */
export const lastCardOf = (flow: Flow, specs: Specs, strip: StripAt | null = null): Card | undefined => {
  const id = (stripOf(flow, strip) ?? []).findLast(candidate => {
    const card = cardOf(flow, candidate)
    return card !== undefined && specs.get(card.type)?.silent !== true
  })
  return id === undefined ? undefined : cardOf(flow, id)
}
