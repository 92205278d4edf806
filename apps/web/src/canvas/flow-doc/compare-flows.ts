import { type Card, type CardId, cardOf, type Flow, placesOf } from '@hookwright/model'

/** How a card differs between two drafts of a flow. */
export interface CardDifference {
  id: CardId
  kind: 'only-mine' | 'only-theirs' | 'changed' | 'moved'
  mine: Card | undefined
  theirs: Card | undefined
}

const withoutStrips = (card: Card): unknown => ({
  ...card,
  blocks: card.blocks?.map(({ id, joins }) => ({ id, joins }))
})

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** The card before this one in its strip, and the strip: what tells whether it was moved among cards both have. */
const neighbourOf = (flow: Flow, other: Flow): Map<CardId, string> => {
  const found = new Map<CardId, string>()
  const before = new Map<string, CardId | null>()
  for (const [id, place] of placesOf(flow)) {
    const strip = place.strip === null ? '' : `${place.strip.card}/${place.strip.block}`
    if (cardOf(other, id) === undefined) continue
    found.set(id, `${strip} ${before.get(strip) ?? ''}`)
    before.set(strip, id)
  }
  return found
}

/** What differs between my draft and theirs, card by card, in the order of mine; those that only they have come last. */
export const compareFlows = (mine: Flow, theirs: Flow): CardDifference[] => {
  const myPlaces = neighbourOf(mine, theirs)
  const theirPlaces = neighbourOf(theirs, mine)
  const ids = [...placesOf(mine).keys(), ...[...placesOf(theirs).keys()].filter(id => !cardOf(mine, id))]
  return ids.flatMap((id): CardDifference[] => {
    const one = cardOf(mine, id)
    const other = cardOf(theirs, id)
    if (other === undefined) return [{ id, kind: 'only-mine', mine: one, theirs: other }]
    if (one === undefined) return [{ id, kind: 'only-theirs', mine: one, theirs: other }]
    if (one !== other && !same(withoutStrips(one), withoutStrips(other)))
      return [{ id, kind: 'changed', mine: one, theirs: other }]
    return myPlaces.get(id) === theirPlaces.get(id) ? [] : [{ id, kind: 'moved', mine: one, theirs: other }]
  })
}
