import type { Connector } from '@hookwright/model'
import { matchSorter } from 'match-sorter'

/** How the list is sorted. */
export type ConnectorSort = 'name' | 'newest'

/** The connectors that a search finds, best match first; all of them, sorted, when nothing is sought. */
export const findConnectors = (
  connectors: readonly Connector[],
  { sought, sort }: { sought: string; sort: ConnectorSort }
): Connector[] => {
  const sorted = connectors.toSorted((one, other) =>
    sort === 'newest' ? other.createdAt - one.createdAt : one.name.localeCompare(other.name)
  )
  return sought.trim() === ''
    ? sorted
    : matchSorter(sorted, sought.trim(), { keys: ['name', 'key', 'description'] })
}
