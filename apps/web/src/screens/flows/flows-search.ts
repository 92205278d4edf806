import { oneOf, textIn, withoutNothing } from '../../kit/page/search-params.ts'

/** How the list of flows is sorted; by name unless said. */
export const flowSorts = ['newest', 'last-run'] as const

/** Which flows are shown; all unless said. */
export const flowStandings = ['on', 'off', 'attention'] as const

/** What the list of flows is narrowed to and how it is sorted. */
export interface FlowsSearch {
  q?: string | undefined
  by?: (typeof flowSorts)[number] | undefined
  status?: (typeof flowStandings)[number] | undefined
  /** Where the shown part begins; at the top unless said. */
  after?: string | undefined
}

/** Reads it from an address; what it does not know is left out. */
export const readFlowsSearch = (search: Record<string, unknown>): FlowsSearch =>
  withoutNothing({
    q: textIn(search.q),
    by: oneOf(flowSorts, search.by),
    status: oneOf(flowStandings, search.status),
    after: textIn(search.after)
  })
