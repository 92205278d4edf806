import { fieldOfSetting, isInSection } from '@hookwright/cards/views'
import { type Binding, type Card, type CardId, type Json, type Pill, placesOf } from '@hookwright/model'
import type { Drawing } from '../drawing/drawing.ts'

/** A part of a card that contains the searched text. */
export interface FoundPlace {
  card: CardId
  /**
   * Field with a matching value, or setting in a folded section; undefined for a match in the title, another
   * setting or a note.
   */
  field?: string
  block?: string
}

/** Names of settings that are not displayed on the card, such as ids and codes. */
const hidden = /^(id|kind|type)$|Ids?$|Type$/

/** Returns the texts in the settings of a card, such as labels, choices and notes. */
const textsIn = (value: Json | undefined): string[] => {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(textsIn)
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, part]) => (hidden.test(key) ? [] : textsIn(part)))
}

/** Returns the text of a value as displayed in its field. Pills are replaced by their names. */
const textOf = (binding: Binding, nameOf: (pill: Pill) => string): string => {
  switch (binding.kind) {
    case 'literal':
      return typeof binding.value === 'string' ? binding.value : JSON.stringify(binding.value)
    case 'pill':
      return nameOf(binding)
    case 'text':
      return binding.parts.map(part => (typeof part === 'string' ? part : nameOf(part))).join('')
  }
}

const bindingsOf = (card: Card): { field: string; block?: string; binding: Binding }[] => [
  ...Object.entries(card.inputs).map(([field, binding]) => ({ field, binding })),
  ...(card.blocks ?? []).flatMap(({ id: block, joins }) =>
    Object.entries(joins).map(([field, binding]) => ({ field, block, binding }))
  )
]

/** Returns the parts of cards whose title, value or note contains a text, in card order. */
export const findInFlow = (
  { flow, cards }: Pick<Drawing, 'flow' | 'cards'>,
  sought: string,
  nameOf: (pill: Pill) => string
): FoundPlace[] => {
  const words = sought.trim().toLowerCase()
  if (words === '') return []
  const holds = (text: string): boolean => text.toLowerCase().includes(words)
  return [...placesOf(flow).keys()].flatMap((id): FoundPlace[] => {
    const drawn = cards.get(id)
    if (drawn === undefined) return []
    const { card, name, spec } = drawn
    const settings = spec.settings
      .filter(setting => isInSection({ card }, setting) && textsIn(card.config[setting.key]).some(holds))
      .map(({ key }) => key)
    const rest = Object.fromEntries(Object.entries(card.config).filter(([key]) => !settings.includes(key)))
    const isCard = holds(name) || holds(card.note ?? '') || textsIn(rest).some(holds)
    const fields = bindingsOf(card).filter(({ binding }) => holds(textOf(binding, nameOf)))
    return [
      ...(isCard ? [{ card: id }] : []),
      ...settings.map(key => ({ card: id, field: fieldOfSetting(key) })),
      ...fields.map(({ field, block }) => ({ card: id, field, ...(block !== undefined && { block }) }))
    ]
  })
}
