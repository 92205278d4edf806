import type { Binding, Card, CardId, Choices, Field, FieldId, Flow, Json } from '@hookwright/model'
import { one } from '@hookwright/model'

/** A card as it is drawn in code: cards of its blocks stand inside it. */
export interface DrawnCard {
  card: Card
  inside: DrawnCard[]
}

/** Optional parts of a card, besides its type and id. */
interface Parts {
  title?: string
  config?: Card['config']
  inputs?: Record<FieldId, Binding>
  /** Cards of each block in order, with the bindings of the card's outputs at its end. */
  blocks?: Record<FieldId, { cards: DrawnCard[]; joins?: Record<FieldId, Binding> }>
}

/** A card of this type under this id. */
export const card = (type: string, id: CardId, parts: Parts = {}): DrawnCard => {
  const { title, config = {}, inputs = {}, blocks } = parts
  const entries = Object.entries(blocks ?? {})
  return {
    card: {
      id,
      type,
      config,
      inputs,
      ...(title === undefined ? {} : { title }),
      ...(blocks === undefined
        ? {}
        : {
            blocks: entries.map(([blockId, { cards, joins = {} }]) => ({
              id: blockId,
              strip: cards.map(inner => inner.card.id),
              joins
            }))
          })
    },
    inside: entries.flatMap(([, block]) => block.cards)
  }
}

const withInner = (drawn: DrawnCard): Card[] => [drawn.card, ...drawn.inside.flatMap(withInner)]

/** A flow of one strip of cards, in order. */
export const drawFlow = (...cards: DrawnCard[]): Flow => ({
  schemaVersion: 1,
  strip: cards.map(drawn => drawn.card.id),
  cards: Object.fromEntries(cards.flatMap(withInner).map(inner => [inner.id, inner]))
})

/** A field whose optional parts are there or absent, never undefined: a field and JSON at once, as configs want it. */
type DrawnField = Omit<Field, 'choices' | 'initial'> & { choices?: Choices; initial?: Json }

/** A field entered as text that holds Text and is required, but for what is given otherwise. */
export const field = (id: FieldId, label: string, parts: Partial<DrawnField> = {}): DrawnField => ({
  id,
  label,
  fieldType: 'text-field',
  dataType: one('text'),
  required: true,
  ...parts
})
