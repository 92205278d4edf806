import type { Binding, Card, CardId, Choices, Field, FieldId, Flow, Json } from '@hookwright/model'
import { one } from '@hookwright/model'

/** A card as it is written in code, with the cards of its blocks inside. */
export interface DrawnCard {
  card: Card
  inside: DrawnCard[]
}

/** Optional parts of a card. */
interface Parts {
  title?: string
  config?: Card['config']
  inputs?: Record<FieldId, Binding>
  /** Cards of each block in order, with the bindings of the block's outputs. */
  blocks?: Record<FieldId, { cards: DrawnCard[]; joins?: Record<FieldId, Binding> }>
}

/** Creates a card of a type with an id. */
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

/** Creates a flow from cards in order. */
export const drawFlow = (...cards: DrawnCard[]): Flow => ({
  schemaVersion: 1,
  strip: cards.map(drawn => drawn.card.id),
  cards: Object.fromEntries(cards.flatMap(withInner).map(inner => [inner.id, inner]))
})

/**
 * Field as written in a card's config. Optional properties are omitted, never undefined, so that it is valid
 * JSON.
 */
type DrawnField = Omit<Field, 'choices' | 'initial'> & { choices?: Choices; initial?: Json }

/** Creates a required Text field; `parts` overrides its properties. */
export const field = (id: FieldId, label: string, parts: Partial<DrawnField> = {}): DrawnField => ({
  id,
  label,
  fieldType: 'text-field',
  dataType: one('text'),
  required: true,
  ...parts
})
