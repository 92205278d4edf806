import { type Card, Field } from '@hookwright/model'

/** The options in a card's config as far as they can be read; labels that are alike do not matter here. */
export const readOptions = (card: Card): Field[] => {
  const read = Field.array().safeParse(card.config.options)
  return read.success ? read.data : []
}
