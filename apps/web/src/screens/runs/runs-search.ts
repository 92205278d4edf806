import { type Id, runStatuses } from '@hookwright/model'
import { type HistorySearch, readHistorySearch } from '../../features/history/history-search.ts'
import { oneOf, textIn } from '../../kit/page/search-params.ts'

/** Search parameters of the runs page. */
export interface RunsSearch extends HistorySearch {
  status?: (typeof runStatuses)[number] | undefined
  /** Delivery whose runs are shown. */
  delivery?: Id | undefined
}

/** Parses the search parameters. Unknown parameters are ignored. */
export const readRunsSearch = (search: Record<string, unknown>): RunsSearch => ({
  status: oneOf(runStatuses, search.status),
  delivery: textIn(search.delivery),
  ...readHistorySearch(search)
})
