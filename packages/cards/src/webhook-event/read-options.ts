import { type Card, Field, sameJson } from '@hookwright/model'

/** The options in a card's config as far as they can be read; labels that are alike do not matter here. */
export const readOptions = (card: Card): Field[] => {
  const { options } = card.config
  return Array.isArray(options) ? options.flatMap(option => Field.safeParse(option).data ?? []) : []
}

/** Returns true if some options of a card are unreadable. Saving would lose them. */
export const losesOptions = (card: Card): boolean => !sameJson(card.config.options ?? [], readOptions(card))
