import type { CardDocs, CardSpec, Specs } from '@hookwright/engine'
import type { Flow } from '@hookwright/model'
import { type Grouped, groupByHeading } from '../../kit/actions/in-groups.ts'
import type { Matching } from '../../kit/find/matching.ts'
import { mayInsert } from './commands/targets.ts'
import { rankOf, type SearchedTexts, searchCatalogActions } from './find-actions.ts'
import { actionsOfConnector, keyOfAction, type OfferedAction, type OfferedActions } from './offered-action.ts'

interface CardEntry {
  is: 'card'
  spec: CardSpec
}

/** Palette entry: a card type, an action, or a connector that shows or hides its actions. */
export type PaletteEntry =
  | CardEntry
  | { is: 'action'; action: OfferedAction }
  | { is: 'connector'; connector: OfferedActions; isOpen: boolean }

/** Maximum total number of actions for which all connectors are expanded by default. */
const MOST_OPEN = 20

/** Maximum number of listed results. */
export const MOST_FOUND = 40

/** Heading of the group of connectors. */
const CONNECTORS = 'Connectors'

/** Returns the key of a palette entry, for React lists and for the recently used entries. */
export const keyOfEntry = (entry: PaletteEntry): string => {
  switch (entry.is) {
    case 'card':
      return entry.spec.type
    case 'action':
      return keyOfAction(entry.action)
    case 'connector':
      return `${entry.connector.connectorId}/`
  }
}

/** Returns true if all connectors are expanded by default. */
const areAllOpen = (offered: readonly OfferedActions[]): boolean =>
  offered.reduce((sum, { actions }) => sum + actions.length, 0) <= MOST_OPEN

const connectorEntries = (
  offered: readonly OfferedActions[],
  flipped: ReadonlySet<string>
): PaletteEntry[] => {
  const allOpen = areAllOpen(offered)
  return offered.flatMap(connector => {
    const isOpen = allOpen !== flipped.has(connector.connectorId)
    const actions = isOpen ? actionsOfConnector(connector) : []
    return [
      { is: 'connector', connector, isOpen },
      ...actions.map((action): PaletteEntry => ({ is: 'action', action }))
    ]
  })
}

const actionEntries = (offered: readonly OfferedActions[]): PaletteEntry[] =>
  offered.flatMap(actionsOfConnector).map(action => ({ is: 'action', action }))

/** Input of a palette search. */
export interface FindCards {
  flow: Flow
  specs: Specs
  /** True for a user's flow, where cards can run connector actions. */
  hasActions: boolean
  words: ReadonlyMap<string, CardDocs> | null
  offered: readonly OfferedActions[]
  /** Ids of connectors that the user has expanded or collapsed, contrary to the default. */
  flipped: ReadonlySet<string>
  typed: string
  recent: string[]
  /** Fuzzy search, used when a search has no exact match; null for exact matches only. */
  matching: Matching | null
}

type DocsOfCards = ReadonlyMap<string, CardDocs>

const noDocs: DocsOfCards = new Map()

const textsOf = ({ type, title, group }: CardSpec, words: DocsOfCards): SearchedTexts => {
  const { summary = '', aliases = [], help = '' } = words.get(type) ?? {}
  return {
    name: title.toLowerCase(),
    aliases,
    group: group.toLowerCase(),
    description: `${summary} ${help}`.toLowerCase()
  }
}

const knownTexts = new WeakMap<DocsOfCards, Map<string, SearchedTexts>>()

/** Returns the search texts of cards, converted to lower case once per loaded documentation. */
const textsOfCards = (words: DocsOfCards): ((spec: CardSpec) => SearchedTexts) => {
  const known = knownTexts.get(words) ?? new Map<string, SearchedTexts>()
  knownTexts.set(words, known)
  return spec => {
    const texts = known.get(spec.type) ?? textsOf(spec, words)
    known.set(spec.type, texts)
    return texts
  }
}

/** Returns the matching cards and actions in one list, best matches first. */
const search = (
  cards: CardEntry[],
  { words, offered, matching }: Pick<FindCards, 'words' | 'offered' | 'matching'>,
  sought: string
): PaletteEntry[] => {
  const texts = textsOfCards(words ?? noDocs)
  const ranked = [
    ...cards.flatMap(entry => {
      const rank = rankOf(texts(entry.spec), sought)
      return rank === null ? [] : [{ entry, rank }]
    }),
    ...searchCatalogActions(offered, sought).map(({ action, rank }) => ({
      entry: { is: 'action' as const, action },
      rank
    }))
  ]
  // Letters that are left out or mistyped are looked at only where nothing has the word as it is.
  if (ranked.length === 0)
    return matching === null ? [] : matching(cards, sought, { names: [({ spec }) => spec.title] })
  return ranked.toSorted((one, other) => one.rank - other.rank).map(({ entry }) => entry)
}

/** Groups of the palette, and the number of unlisted results. */
export interface FoundCards {
  groups: Grouped<PaletteEntry>[]
  more: number
}

/**
 * Returns the palette entries allowed in a flow, grouped, with recently used ones first.
 *
 * Actions are listed below their connector. With a search, there is one group with the best matches first.
 * Documentation is searched once it is loaded.
 */
export const findCards = (params: FindCards): FoundCards => {
  const { flow, specs, hasActions, offered, flipped, typed, recent } = params
  const cards = [...specs.values()]
    .filter(spec => mayInsert(flow, specs, spec, hasActions))
    .map((spec): CardEntry => ({ is: 'card', spec }))
  const sought = typed.trim()
  if (sought !== '') {
    const all = search(cards, params, sought.toLowerCase())
    const listed = all.slice(0, MOST_FOUND)
    return {
      groups: listed.length === 0 ? [] : [{ heading: 'Results', items: listed }],
      more: all.length - listed.length
    }
  }
  const isRecentAction = recent.some(key => key.includes('/'))
  const known: PaletteEntry[] = isRecentAction ? [...cards, ...actionEntries(offered)] : cards
  const last = recent.flatMap(key => known.find(entry => keyOfEntry(entry) === key) ?? [])
  const connectors = connectorEntries(offered, flipped)
  return {
    groups: [
      ...(last.length === 0 ? [] : [{ heading: 'Recent', items: last }]),
      ...(connectors.length === 0 ? [] : [{ heading: CONNECTORS, items: connectors }]),
      ...groupByHeading(cards, ({ spec }) => spec.group)
    ],
    more: 0
  }
}
