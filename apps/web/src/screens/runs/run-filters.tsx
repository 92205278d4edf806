import { type Id, runStatuses, runStatusText } from '@hookwright/model'
import { type Choice, FilterSelect } from '../../features/history/filter-select.tsx'
import { FlowFilter } from '../../features/history/flow-filter.tsx'
import { TimeFilter } from '../../features/history/time-filter.tsx'
import type { RunsSearch } from './runs-search.ts'
import { SuspendedRunCounts } from './suspended-run-counts.tsx'

/** Filters of a run list. A list of one flow has no flow filter. */
export const RunFilters = ({
  search,
  flows,
  flowId,
  onSearch
}: {
  search: RunsSearch
  flows: readonly Choice<Id>[]
  /** Flow of the listed runs; null for all flows. */
  flowId: Id | null
  onSearch: (change: Partial<RunsSearch>) => void
}) => (
  <>
    <FilterSelect
      label="State"
      all="All states"
      choices={runStatuses.map(is => ({ value: is, label: runStatusText(is) }))}
      value={search.status}
      onValueChange={status => onSearch({ status })}
    />
    <SuspendedRunCounts flowId={flowId ?? search.flow ?? null} search={search} onSearch={onSearch} />
    {flowId === null && <FlowFilter flows={flows} value={search.flow} onSearch={onSearch} />}
    <TimeFilter search={search} onSearch={onSearch} />
  </>
)
