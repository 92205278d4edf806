import type { CardDocs, CardSpec, Specs } from '@hookwright/engine'
import type { Flow } from '@hookwright/model'
import { type Grouped, inGroups } from '../../kit/actions/in-groups.ts'
import type { Matching } from '../../kit/find/matching.ts'
import { mayInsert } from './commands/targets.ts'
import { findActions, rankOf } from './find-actions.ts'
import { actionsOfConnector, keyOfAction, type OfferedAction, type OfferedActions } from './offered-action.ts'

interface CardEntry {
  is: 'card'
  spec: CardSpec
}

/** Entry of the palette: a card type, an action, or a connector that shows or hides its actions. */
export type PaletteEntry =
  | CardEntry
  | { is: 'action'; action: OfferedAction }
  | { is: 'connector'; connector: OfferedActions; isOpen: boolean }

/** Number of actions up to which all connectors are open. */
const MOST_OPEN = 20

/** Number of results that are listed. */
export const MOST_FOUND = 40

/** Heading of the group of connectors. */
const CONNECTORS = 'Connectors'

/** Key of an entry, for lists and for the entries used last. */
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

/** Returns true if connectors list their actions before one is opened. */
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

/** Rank of cards that a search finds by letters in their order only, behind everything else. */
const FUZZY = 7

/** Returns found cards and actions together, the best matches first. */
const amongActions = (
  cards: CardEntry[],
  helpOf: (entry: CardEntry) => string,
  actions: ReturnType<typeof findActions>,
  sought: string
): PaletteEntry[] => {
  if (actions.length === 0) return cards
  const rankOfCard = (entry: CardEntry): number => {
    const { title, group } = entry.spec
    const texts = {
      name: title.toLowerCase(),
      group: group.toLowerCase(),
      description: helpOf(entry).toLowerCase()
    }
    return rankOf(texts, sought) ?? FUZZY
  }
  const ranked = [
    ...cards.map(entry => ({ entry, rank: rankOfCard(entry) })),
    ...actions.map(({ action, rank }) => ({ entry: { is: 'action' as const, action }, rank }))
  ]
  return ranked.toSorted((one, other) => one.rank - other.rank).map(({ entry }) => entry)
}

/** Groups of the palette, and the number of results that are not listed. */
export interface FoundCards {
  groups: Grouped<PaletteEntry>[]
  more: number
}

/**
 * Returns the entries that may go into a flow, recent ones first, by group; those of connectors stand under theirs.
 * With a search the best match comes first. The documentation is searched, too, once it is loaded.
 */
export const findCards = (given: {
  flow: Flow
  specs: Specs
  /** True for a user's flow, whose cards may have connections of their own. */
  hasActions: boolean
  words: ReadonlyMap<string, CardDocs> | null
  offered: readonly OfferedActions[]
  /** Connectors that are not open, or closed, by default. */
  flipped: ReadonlySet<string>
  typed: string
  recent: string[]
  matching: Matching
}): FoundCards => {
  const { flow, specs, hasActions, words, offered, flipped, typed, recent, matching } = given
  const cards = [...specs.values()]
    .filter(spec => mayInsert(flow, specs, spec, hasActions))
    .map((spec): CardEntry => ({ is: 'card', spec }))
  const sought = typed.trim()
  if (sought !== '') {
    const helpOf = ({ spec }: CardEntry): string => words?.get(spec.type)?.help ?? ''
    const found = matching(cards, sought, {
      names: [({ spec }) => spec.title, ({ spec }) => spec.group],
      told: [helpOf]
    })
    const all = amongActions(found, helpOf, findActions(offered, sought.toLowerCase()), sought.toLowerCase())
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
      ...inGroups(cards, ({ spec }) => spec.group)
    ],
    more: 0
  }
}
