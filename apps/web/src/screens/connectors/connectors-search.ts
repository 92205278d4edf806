import { oneOf, textIn, withoutNothing } from '../../kit/page/search-params.ts'

/** How the list of connectors is sorted; by name unless said. */
export type ConnectorSort = 'name' | 'newest' | 'edited'

/** Which connectors are listed; all unless said. */
export type ConnectorState = 'deployed' | 'not-deployed' | 'on'

/** What the list of connectors is narrowed to and how it is sorted. */
export interface ConnectorsSearch {
  q?: string | undefined
  sort?: Exclude<ConnectorSort, 'name'> | undefined
  state?: ConnectorState | undefined
}

/** The search of an address, read. */
export const readConnectorsSearch = (search: Record<string, unknown>): ConnectorsSearch =>
  withoutNothing({
    q: textIn(search.q),
    sort: oneOf(['newest', 'edited'], search.sort),
    state: oneOf(['deployed', 'not-deployed', 'on'], search.state)
  })
