import { actionsOfConnector, type OfferedAction, type OfferedActions } from './offered-action.ts'

/** Rank of texts in a search; a lower number is a better match. */
export type MatchRank = 0 | 1 | 2 | 3 | 4 | 5 | 6

/** Texts of something that is searched, in lower case. */
export interface SearchedTexts {
  name: string
  group: string
  description: string
}

/** Returns the rank of texts for a search in lower case; null where they do not match. */
export const rankOf = ({ name, group, description }: SearchedTexts, sought: string): MatchRank | null => {
  if (name === sought) return 0
  if (name.startsWith(sought)) return 1
  if (name.includes(` ${sought}`)) return 2
  if (name.includes(sought)) return 3
  if (group.includes(sought)) return 4
  const words = sought.split(/\s+/)
  if (words.length > 1 && words.every(word => name.includes(word) || group.includes(word))) return 5
  return description.includes(sought) ? 6 : null
}

const known = new WeakMap<readonly OfferedActions[], { action: OfferedAction; texts: SearchedTexts }[]>()

/** Texts are put into lower case once for a list, since each letter of a search looks at all of them. */
const searchedOf = (
  offered: readonly OfferedActions[]
): { action: OfferedAction; texts: SearchedTexts }[] => {
  const before = known.get(offered)
  if (before !== undefined) return before
  const searched = offered.flatMap(actionsOfConnector).map(action => ({
    action,
    texts: {
      name: action.name.toLowerCase(),
      group: action.connector.connectorName.toLowerCase(),
      description: action.description.toLowerCase()
    }
  }))
  known.set(offered, searched)
  return searched
}

/** Returns the actions that match a search in lower case, with their ranks, in the order of the list. */
export const findActions = (
  offered: readonly OfferedActions[],
  sought: string
): { action: OfferedAction; rank: MatchRank }[] =>
  searchedOf(offered).flatMap(({ action, texts }) => {
    const rank = rankOf(texts, sought)
    return rank === null ? [] : [{ action, rank }]
  })
