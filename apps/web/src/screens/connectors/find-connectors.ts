import type { Connector, Id } from '@hookwright/model'
import type { Matching } from '../../kit/find/matching.ts'
import type { ConnectorSort, ConnectorState } from './connectors-search.ts'
import type { Tally } from './use-tallies.ts'

/** Filter and sort order of a connector list. */
export interface Narrowing {
  sought: string
  sort: ConnectorSort
  /** State to filter by; undefined for all connectors. */
  state: ConnectorState | undefined
  /**
   * Counts by connector; null while loading. Without them, the list is not filtered by state or sorted by
   * edit time.
   */
  tallies: ReadonlyMap<Id, Tally> | null
  matching: Matching
}

const isIn = (state: ConnectorState, { on, deployed }: Tally): boolean => {
  switch (state) {
    case 'deployed':
      return deployed !== null
    case 'not-deployed':
      return deployed === null
    case 'on':
      return on > 0
  }
}

/**
 * Returns the connectors that match a search, best match first. Without a search term, returns all, sorted.
 */
export const findConnectors = (
  connectors: readonly Connector[],
  { sought, sort, state, tallies, matching }: Narrowing
): Connector[] => {
  const editedAt = ({ id, createdAt }: Connector): number => tallies?.get(id)?.editedAt ?? createdAt
  const sorters: Record<ConnectorSort, (one: Connector, other: Connector) => number> = {
    name: (one, other) => one.name.localeCompare(other.name),
    newest: (one, other) => other.createdAt - one.createdAt,
    edited: (one, other) => editedAt(other) - editedAt(one)
  }
  const listed = connectors.filter(({ id }) => {
    const tally = tallies?.get(id)
    return state === undefined || tally === undefined || isIn(state, tally)
  })
  const sorted = listed.toSorted(sorters[sort])
  return sought.trim() === ''
    ? sorted
    : matching(sorted, sought.trim(), {
        names: [({ name }) => name, ({ key }) => key, ({ description }) => description]
      })
}
