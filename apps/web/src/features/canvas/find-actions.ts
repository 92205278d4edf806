import { actionsOfConnector, type OfferedAction, type OfferedActions } from './offered-action.ts'

/** Searched texts of an item, in lower case. */
export interface SearchedTexts {
  name: string
  /** Synonyms, the closest first. */
  aliases: readonly string[]
  group: string
  description: string
}

const noAliases: readonly string[] = []

/**
 * Returns the rank of a match: lower is better, null is no match. The search must be in lower case.
 *
 * If two items share an alias, the item that lists it earlier ranks first.
 */
export const rankOf = (
  { name, aliases, group, description }: SearchedTexts,
  sought: string
): number | null => {
  if (name === sought) return 0
  if (name.startsWith(sought)) return 1
  if (name.includes(` ${sought}`)) return 2
  const alias = aliases.indexOf(sought)
  if (alias !== -1) return 3 + alias / 100
  if (name.includes(sought)) return 4
  const begun = aliases.findIndex(word => word.startsWith(sought))
  if (begun !== -1) return 5 + begun / 100
  if (group.includes(sought)) return 6
  const words = sought.split(/\s+/)
  if (words.length > 1 && words.every(word => name.includes(word) || group.includes(word))) return 7
  return description.includes(sought) ? 8 : null
}

const known = new WeakMap<readonly OfferedActions[], { action: OfferedAction; texts: SearchedTexts }[]>()

/**
 * Returns the searchable texts of all actions, cached per list, since each typed letter searches all of them.
 */
const searchedOf = (
  offered: readonly OfferedActions[]
): { action: OfferedAction; texts: SearchedTexts }[] => {
  const before = known.get(offered)
  if (before !== undefined) return before
  const searched = offered.flatMap(actionsOfConnector).map(action => ({
    action,
    texts: {
      name: action.name.toLowerCase(),
      aliases: noAliases,
      group: action.connector.connectorName.toLowerCase(),
      description: action.description.toLowerCase()
    }
  }))
  known.set(offered, searched)
  return searched
}

/** Returns the actions that match a search in lower case, with their ranks, in list order. */
export const searchCatalogActions = (
  offered: readonly OfferedActions[],
  sought: string
): { action: OfferedAction; rank: number }[] =>
  searchedOf(offered).flatMap(({ action, texts }) => {
    const rank = rankOf(texts, sought)
    return rank === null ? [] : [{ action, rank }]
  })
