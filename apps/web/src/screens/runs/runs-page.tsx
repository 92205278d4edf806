import type { Id } from '@hookwright/model'
import { lazyPart, useLazy } from '@hookwright/ui'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { ListedRun } from '../../features/history/api-types.ts'
import { chipOf, nameIn, timeChip } from '../../features/history/chips.ts'
import { EmptyList, NoMatches } from '../../features/history/empty-list.tsx'
import type { Narrowed } from '../../features/history/filter-chips.tsx'
import type { Choice } from '../../features/history/filter-select.tsx'
import { useFlowChoices } from '../../features/history/flow-filter.tsx'
import { HistoryFrame, type ListCount } from '../../features/history/history-frame.tsx'
import { HistoryHead } from '../../features/history/history-head.tsx'
import type { HistoryList } from '../../features/history/history-list.ts'
import { HistoryTable } from '../../features/history/history-table.tsx'
import { timeRangeOf } from '../../features/history/time-search.ts'
import { uncached } from '../../features/history/uncached.ts'
import { useHistoryPage } from '../../features/history/use-history-page.ts'
import { OpenBreakers } from '../../features/open-breakers/open-breakers.tsx'
import { useApi } from '../../kit/api/use-api.tsx'
import { type Segment, Segments } from '../../kit/page/segments.tsx'
import { useMedia } from '../../kit/page/use-media.ts'
import { BusiestFlows } from '../home/busiest-flows.tsx'
import { hasReason, measureOfRun, nameOfRun, runColumns, SMALL_RUN, smallRun } from './run-columns.tsx'
import { RunFilters } from './run-filters.tsx'
import { type RunsSearch, readRunsSearch } from './runs-search.ts'

/** Empty state of the runs: nothing has run yet, or nothing matches the filters. */
const NoRuns = ({
  flowId,
  isNarrowed,
  onClear
}: {
  flowId: Id | null
  isNarrowed: boolean
  onClear: () => void
}) =>
  isNarrowed ? (
    <NoMatches title="No matching runs" onClear={onClear}>
      No runs match the filters. New matching runs appear here immediately.
    </NoMatches>
  ) : (
    <EmptyList flowId={flowId} title="No runs yet">
      {flowId === null ? 'A flow' : 'The flow'} runs when it is on and an event arrives. Runs appear here when
      they start.
    </EmptyList>
  )

/** Returns the active filters of a run list as chips. */
const runChips = (
  search: RunsSearch,
  flows: readonly Choice[],
  ofFlow: boolean,
  onSearch: (change: Partial<RunsSearch>) => void
): Narrowed[] => [
  ...chipOf('Delivery', search.delivery && 'one delivery', () => onSearch({ delivery: undefined })),
  ...chipOf('State', search.status, () => onSearch({ status: undefined })),
  ...(ofFlow ? [] : chipOf('Flow', nameIn(flows, search.flow), () => onSearch({ flow: undefined }))),
  ...timeChip(search, onSearch),
  ...chipOf('Text', search.q, () => onSearch({ q: undefined }))
]

/** Returns the filter for the API. The flow in the URL's path takes precedence over the search parameters. */
const runFilter = (search: RunsSearch, flowId: Id | null) => {
  const of = flowId ?? search.flow
  return {
    ...(of !== undefined && { flowId: of }),
    ...(search.delivery !== undefined && { deliveryId: search.delivery }),
    ...(search.status !== undefined && { status: search.status }),
    ...(search.q !== undefined && { q: search.q })
  }
}

/** Settings of the run list: its name, its search parameters, and the topics that refresh it. */
export const runList: HistoryList<RunsSearch> = {
  name: 'runs',
  noun: { one: 'run', many: 'runs' },
  topics: ['runs'],
  readSearch: readRunsSearch,
  looking: []
}

/** Segments of the state filter: the states available with one click. */
const runSegments = [
  { value: 'all', label: 'All' },
  { value: 'failed', label: 'Failed' },
  { value: 'running', label: 'Running' }
] as const satisfies Segment<string>[]

/** Returns the segment of a state filter; null if the filter has no segment. */
const segmentOf = (status: RunsSearch['status']): (typeof runSegments)[number]['value'] | null =>
  runSegments.find(({ value }) => value === (status ?? 'all'))?.value ?? null

const lazyBars = lazyPart(() => import('./run-bars.tsx'))

const hrefOf = ({ id }: ListedRun): string => `/runs/${id}`
const beganAt = ({ startedAt }: ListedRun): number => startedAt

/** Page of all runs, or of one flow's runs. The list updates live. A run opens on its canvas. */
export const RunsPage = () => {
  const page = useHistoryPage<RunsSearch>(runList, 'Runs', useSearch({ strict: false }))
  const { flowId, search, change, narrowTo } = page
  const navigate = useNavigate()
  const { queryClient, trpc } = useApi()
  const ofFlow = flowId !== null
  const isWide = useMedia('(min-width: 1100px)')
  const [count, setCount] = useState<ListCount | null>(null)
  const flows = useFlowChoices(ofFlow)
  const chips = runChips(search, flows, ofFlow, change)
  const bars = useLazy(lazyBars, true)
  const table = useMemo(
    () => ({
      label: 'Runs',
      columns: runColumns({ ofFlow, isWide }),
      measureOf: measureOfRun,
      small: smallRun,
      smallHeight: SMALL_RUN,
      isTall: hasReason,
      nameOf: nameOfRun,
      hrefOf,
      onOpen: ({ id: runId }: ListedRun) => void navigate({ to: '/runs/$runId', params: { runId } }),
      chosen: null
    }),
    [ofFlow, isWide, navigate]
  )

  return (
    <HistoryFrame
      title="Runs"
      count={count}
      flowId={flowId}
      head={
        <HistoryHead
          page={page}
          segments={
            <Segments
              label="State of the runs"
              segments={runSegments}
              value={segmentOf(search.status)}
              onValueChange={part => change({ status: part === 'all' ? undefined : part })}
            />
          }
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
      }
    >
      <OpenBreakers className="mx-8 my-3 shrink-0 max-md:mx-4" />
      <HistoryTable
        page={page}
        filter={runFilter(search, flowId)}
        read={asked => queryClient.fetchQuery({ ...trpc.runs.list.queryOptions(asked), ...uncached })}
        at={beganAt}
        isSearch={search.q !== undefined}
        table={table}
        onCount={setCount}
        {...(bars !== null && {
          above: (rows: readonly ListedRun[], more: boolean) => (
            <bars.RunBars rows={rows} more={more} to={timeRangeOf(search, Date.now()).to} />
          )
        })}
        {...(!ofFlow && chips.length === 0 && { below: <BusiestFlows isWide /> })}
        empty={<NoRuns flowId={flowId} isNarrowed={chips.length > 0} onClear={() => narrowTo({})} />}
      />
    </HistoryFrame>
  )
}
