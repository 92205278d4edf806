import type { CardId } from '../kernel/ids.ts'
import { type Pill, pillsOf } from './binding.ts'
import type { Card, Flow } from './flow.ts'

/**
 * Returns every pill that refers to an output of a card, with the card that contains the pill. This may be
 * the same card.
 */
export const readersOf = (flow: Flow, source: CardId): { card: Card; pill: Pill }[] =>
  Object.values(flow.cards).flatMap(card =>
    [card.inputs, ...(card.blocks ?? []).map(block => block.joins)]
      .flatMap(bindings => Object.values(bindings))
      .flatMap(pillsOf)
      .filter(pill => pill.card === source)
      .map(pill => ({ card, pill }))
  )
