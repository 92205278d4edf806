import { oneOf, textIn } from '../../kit/page/search-params.ts'

/** Sort order of the connector list; by name by default. */
export type ConnectorSort = 'name' | 'newest' | 'edited'

/** Status filter of the connector list; all connectors by default. */
export type ConnectorState = 'deployed' | 'not-deployed' | 'on'

/** Search parameters of the connector list: filter and sort order. */
export interface ConnectorsSearch {
  q?: string | undefined
  sort?: Exclude<ConnectorSort, 'name'> | undefined
  state?: ConnectorState | undefined
}

/** Reads the search parameters of the connector list. */
export const readConnectorsSearch = (search: Record<string, unknown>): ConnectorsSearch => ({
  q: textIn(search.q),
  sort: oneOf(['newest', 'edited'], search.sort),
  state: oneOf(['deployed', 'not-deployed', 'on'], search.state)
})

/**
 * Search parameters of the page “New connector”: a search term (`q`), or the starting point that is opened
 * first.
 */
export interface NewConnectorSearch {
  q?: string | undefined
  start?: 'sample' | 'curl' | 'openapi' | undefined
}

/** Reads the search parameters of the page of a new connector. */
export const readNewConnectorSearch = (search: Record<string, unknown>): NewConnectorSearch => ({
  q: textIn(search.q),
  start: oneOf(['sample', 'curl', 'openapi'], search.start)
})
