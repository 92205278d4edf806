import {
  type Binding,
  type Bindings,
  type Card,
  type CardId,
  cardOf,
  type Flow,
  type Fragment,
  type Pill,
  placesOf,
  withInner
} from '@hookwright/model'
import type { ExternalValue } from './external-values.ts'
import type { ClipboardCards } from './read-clipboard.ts'

/** Returns the chosen cards that are not inside another chosen card, in the order of the flow. */
export const outermost = (flow: Flow, chosen: ReadonlySet<CardId>): CardId[] =>
  [...placesOf(flow)]
    .filter(([id, place]) => chosen.has(id) && !place.around.some(around => chosen.has(around.card)))
    .map(([id]) => id)

/** Returns a fragment of the flow: these cards, and all cards inside them. */
export const fragmentOf = (flow: Flow, ids: CardId[]): Fragment => {
  const all = ids.flatMap(id => withInner(flow, id))
  return {
    strip: ids,
    cards: Object.fromEntries(
      all.flatMap(id => {
        const card = cardOf(flow, id)
        return card === undefined ? [] : [[id, card]]
      })
    )
  }
}

/** Serializes cards for the clipboard. */
export const writeClipboard = (fragment: Fragment, outside: ExternalValue[] = []): string => {
  const cards: ClipboardCards = { kind: 'hookwright/cards', schemaVersion: 1, fragment, outside }
  return JSON.stringify(cards, null, 2)
}

type Renamed = ReadonlyMap<CardId, CardId>

/** Returns a binding with each of its pills replaced by the result of `renew`. */
export const withPills = (binding: Binding, renew: (pill: Pill) => Pill): Binding => {
  switch (binding.kind) {
    case 'literal':
      return binding
    case 'pill':
      return renew(binding)
    case 'text':
      return { ...binding, parts: binding.parts.map(part => (typeof part === 'string' ? part : renew(part))) }
  }
}

const copyCard = (card: Card, id: CardId, renamed: Renamed): Card => {
  const renew = (pill: Pill): Pill => ({ ...pill, card: renamed.get(pill.card) ?? pill.card })
  const renewAll = (bindings: Bindings): Bindings =>
    Object.fromEntries(Object.entries(bindings).map(([field, binding]) => [field, withPills(binding, renew)]))
  return {
    ...card,
    id,
    inputs: renewAll(card.inputs),
    ...(card.blocks === undefined
      ? {}
      : {
          blocks: card.blocks.map(block => ({
            ...block,
            strip: block.strip.map(inner => renamed.get(inner) ?? inner),
            joins: renewAll(block.joins)
          }))
        })
  }
}

/**
 * Returns a copy of a fragment with new ids, ready to be inserted into a flow.
 *
 * Bindings between cards of the fragment refer to the copies. Bindings to other cards stay unchanged: they
 * still work in the same flow, and are shown as problems in any other flow.
 */
export const copyOf = (fragment: Fragment, newId: () => CardId): Fragment => {
  const renamed: Renamed = new Map([...placesOf(fragment).keys()].map(id => [id, newId()]))
  const nameOf = (id: CardId): CardId => renamed.get(id) ?? id
  return {
    strip: fragment.strip.map(nameOf),
    cards: Object.fromEntries(
      Object.values(fragment.cards).map(card => [nameOf(card.id), copyCard(card, nameOf(card.id), renamed)])
    )
  }
}

/** Maximum length of a card's title, in characters. */
const MOST_TITLE = 200

/** Returns the first free name of a copy: “Greet 2” for “Greet”, “Greet 3” for “Greet 2”. */
export const nextName = (name: string, taken: ReadonlySet<string>): string => {
  const stem = name.replace(/ \d+$/, '')
  const base = (taken.has(stem) ? stem : name).slice(0, MOST_TITLE - 6)
  for (let number = 2; ; number += 1) if (!taken.has(`${base} ${number}`)) return `${base} ${number}`
}

/** Returns a copy of a fragment with card names that no existing card has. */
export const namedCopies = (
  fragment: Fragment,
  nameOf: (card: Card) => string,
  taken: ReadonlySet<string>
): Fragment => {
  const known = new Set(taken)
  const named = (card: Card): Card => {
    const title = nextName(nameOf(card), known)
    known.add(title)
    return { ...card, title }
  }
  return {
    ...fragment,
    cards: Object.fromEntries(
      Object.values(fragment.cards).map(card => [
        card.id,
        fragment.strip.includes(card.id) ? named(card) : card
      ])
    )
  }
}
