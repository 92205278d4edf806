import { oneOf, textIn, withoutNothing } from '../../kit/page/search-params.ts'

/** The filters of the list of connections, and the one whose details are open. */
export interface ConnectionsSearch {
  q?: string | undefined
  check?: 'failing' | undefined
  show?: 'mine' | 'shared' | undefined
  connection?: string | undefined
}

/** Reads the search of the page from an address; unknown parts are left out. */
export const readConnectionsSearch = (search: Record<string, unknown>): ConnectionsSearch =>
  withoutNothing({
    q: textIn(search.q),
    check: oneOf(['failing'] as const, search.check),
    show: oneOf(['mine', 'shared'] as const, search.show),
    connection: textIn(search.connection)
  })
