import { oneOf, textIn, withoutNothing } from '../../kit/page/search-params.ts'

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
export const readConnectorsSearch = (search: Record<string, unknown>): ConnectorsSearch =>
  withoutNothing({
    q: textIn(search.q),
    sort: oneOf(['newest', 'edited'], search.sort),
    state: oneOf(['deployed', 'not-deployed', 'on'], search.state)
  })

/** Reads the search parameters of the page of a new connector: a service to begin with. */
export const readNewConnectorSearch = (search: Record<string, unknown>): { q?: string | undefined } =>
  withoutNothing({ q: textIn(search.q) })
