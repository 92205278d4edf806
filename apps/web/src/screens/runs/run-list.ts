import type { HistoryList } from '../../features/history/history-list.ts'
import { type RunsSearch, readRunsSearch } from './runs-search.ts'

/** The list of what was executed. */
export const runList: HistoryList<RunsSearch> = {
  name: 'runs',
  noun: { one: 'run', many: 'runs' },
  topics: ['runs'],
  readSearch: readRunsSearch,
  looking: []
}
