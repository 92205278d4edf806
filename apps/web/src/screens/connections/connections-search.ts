import { oneOf, textIn } from '../../kit/page/search-params.ts'

/** Filters of the connection list, and the connection with open details. */
export interface ConnectionsSearch {
  q?: string | undefined
  check?: 'failing' | undefined
  show?: 'mine' | 'shared' | undefined
  connection?: string | undefined
}

/** Parses the search parameters of the page and drops unknown ones. */
export const readConnectionsSearch = (search: Record<string, unknown>): ConnectionsSearch => ({
  q: textIn(search.q),
  check: oneOf(['failing'] as const, search.check),
  show: oneOf(['mine', 'shared'] as const, search.show),
  connection: textIn(search.connection)
})
