import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { ListedRun } from '../../features/history/api-types.ts'
import { useFlowChoices } from '../../features/history/flow-filter.tsx'
import { HistoryFrame } from '../../features/history/history-frame.tsx'
import { HistoryHead } from '../../features/history/history-head.tsx'
import { HistoryTable } from '../../features/history/history-table.tsx'
import { uncached } from '../../features/history/uncached.ts'
import { useHistoryPage } from '../../features/history/use-history-page.ts'
import { OpenBreakers } from '../../features/open-breakers/open-breakers.tsx'
import { useApi } from '../../kit/api/use-api.tsx'
import { NoRuns } from './no-runs.tsx'
import { runChips } from './run-chips.ts'
import { nameOfRun, runColumns, runColumnsOfFlow, SMALL_RUN, smallRun } from './run-columns.tsx'
import { runFilter } from './run-filter.ts'
import { RunFilters } from './run-filters.tsx'
import { runList } from './run-list.ts'
import type { RunsSearch } from './runs-search.ts'

const hrefOf = ({ id }: ListedRun): string => `/runs/${id}`
const beganAt = ({ startedAt }: ListedRun): number => startedAt

/** Live page of all runs, or those of the URL's flow. A run opens on its canvas. */
export const RunsPage = () => {
  const page = useHistoryPage<RunsSearch>(runList, 'Runs', useSearch({ strict: false }))
  const { flowId, search, change, narrowTo } = page
  const navigate = useNavigate()
  const { queryClient, trpc } = useApi()
  const ofFlow = flowId !== null
  const flows = useFlowChoices(ofFlow)
  const chips = runChips(search, flows, ofFlow, change)
  const table = useMemo(
    () => ({
      label: 'Runs',
      columns: ofFlow ? runColumnsOfFlow : runColumns,
      small: smallRun,
      smallHeight: SMALL_RUN,
      nameOf: nameOfRun,
      hrefOf,
      onOpen: ({ id: runId }: ListedRun) => void navigate({ to: '/runs/$runId', params: { runId } }),
      chosen: null
    }),
    [ofFlow, navigate]
  )

  return (
    <HistoryFrame title="Runs" flowId={flowId}>
      <HistoryHead
        page={page}
        filters={<RunFilters search={search} flows={flows} flowId={flowId} onSearch={change} />}
        chips={chips}
        searchBox={{
          label: 'Search runs',
          placeholder: 'Text in values or errors',
          title: 'Press Enter to search values, errors and requests',
          applied: search.q ?? '',
          onSearch: text => change({ q: text === '' ? undefined : text })
        }}
      />
      <OpenBreakers className="mx-4 my-3 shrink-0" />
      <HistoryTable
        page={page}
        filter={runFilter(search, flowId)}
        read={asked => queryClient.fetchQuery({ ...trpc.runs.list.queryOptions(asked), ...uncached })}
        at={beganAt}
        isSearch={search.q !== undefined}
        table={table}
        empty={<NoRuns flowId={flowId} isNarrowed={chips.length > 0} onClear={() => narrowTo({})} />}
      />
    </HistoryFrame>
  )
}
