import { oneOf, textIn } from '../../kit/page/search-params.ts'

/** Sort orders of the flow list; by name by default. */
export const flowSorts = ['newest', 'last-run'] as const

/** Status filters of the flow list; all flows by default. */
export const flowStatusFilters = ['on', 'off', 'failing', 'attention'] as const

/** Search parameters of the flow list: filter and sort order. */
export interface FlowsSearch {
  q?: string | undefined
  by?: (typeof flowSorts)[number] | undefined
  status?: (typeof flowStatusFilters)[number] | undefined
  /** Cursor of the page; undefined for the first page. */
  after?: string | undefined
}

/** Parses the search parameters. Unknown parameters are ignored. */
export const readFlowsSearch = (search: Record<string, unknown>): FlowsSearch => ({
  q: textIn(search.q),
  by: oneOf(flowSorts, search.by),
  status: oneOf(flowStatusFilters, search.status),
  after: textIn(search.after)
})
