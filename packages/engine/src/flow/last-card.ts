import { type Card, cardOf, type Flow, type StripAt, stripOf } from '@hookwright/model'
import type { Specs } from '../card/define-card.ts'

/**
 * The last card of a strip, the top one by default, that does anything; notes after it do not count. Undefined while
 * there is none.
 */
export const lastCardOf = (flow: Flow, specs: Specs, strip: StripAt | null = null): Card | undefined => {
  const id = (stripOf(flow, strip) ?? []).findLast(candidate => {
    const card = cardOf(flow, candidate)
    return card !== undefined && specs.get(card.type)?.silent !== true
  })
  return id === undefined ? undefined : cardOf(flow, id)
}
