import type { CardId } from '../kernel/ids.ts'
import type { Flow } from './flow.ts'

/**
 * Returns a strip that ends after a card, which may be inside a block of the strip. `null` if the strip does
 * not contain the card.
 */
const cutStrip = (
  strip: readonly CardId[],
  cards: Flow['cards'],
  last: CardId
): { strip: CardId[]; cards: Flow['cards'] } | null => {
  for (const [at, id] of strip.entries()) {
    const before = strip.slice(0, at + 1)
    if (id === last) return { strip: before, cards }
    const card = cards[id]
    for (const block of card?.blocks ?? []) {
      const inner = cutStrip(block.strip, cards, last)
      if (card === undefined || inner === null) continue
      const blocks = (card.blocks ?? []).map(other =>
        other.id === block.id ? { ...block, strip: inner.strip } : other
      )
      return { strip: before, cards: { ...inner.cards, [id]: { ...card, blocks } } }
    }
  }
  return null
}

/**
 * Returns the flow up to and including a card, without later cards. Returns the whole flow if the card is not
 * in it.
 */
export const flowUpTo = (flow: Flow, last: CardId): Flow => {
  const cut = cutStrip(flow.strip, flow.cards, last)
  return cut === null ? flow : { ...flow, ...cut }
}
