import { type Id, shownFlowName } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { useApi } from '../api/use-api.tsx'
import { HeldServices } from '../held-services/held-services.tsx'
import { chipOf, nameIn, timeChip } from '../history/chips.ts'
import { FilterSelect } from '../history/filter-select.tsx'
import { FlowTabs } from '../history/flow-tabs.tsx'
import { ListHead } from '../history/list-head.tsx'
import { LiveTable } from '../history/live-table.tsx'
import { SavedViews } from '../history/saved-views/saved-views.tsx'
import { viewSearchOf } from '../history/saved-views/view-search.ts'
import { SearchBox } from '../history/search-box.tsx'
import { runStatuses } from '../history/statuses.ts'
import { TimeFilter } from '../history/time-filter.tsx'
import { timeAsked } from '../history/time-search.ts'
import type { RunTold } from '../history/told.ts'
import { PART, unkept } from '../history/unkept.ts'
import { usePageTitle } from '../shell/use-page-title.ts'
import { usePerson } from '../shell/use-person.ts'
import { NoRuns } from './no-runs.tsx'
import { nameOfRun, runColumns, runColumnsOfFlow, SMALL_RUN, smallRun } from './run-columns.tsx'
import { type RunsSearch, readRunsSearch } from './runs-search.ts'

const topics = ['runs'] as const
const noun = { one: 'run', many: 'runs' }
const hrefOf = ({ id }: RunTold): string => `/runs/${id}`
const beganAt = ({ startedAt }: RunTold): number => startedAt

const noFilters = {
  status: undefined,
  flow: undefined,
  delivery: undefined,
  q: undefined,
  last: undefined,
  from: undefined,
  to: undefined
}

/** The filters that the API knows, as it names them. */
const filterOf = (search: RunsSearch, flowId: Id | undefined) => {
  const of = flowId ?? search.flow
  return {
    ...(of !== undefined && { flowId: of }),
    ...(search.delivery !== undefined && { deliveryId: search.delivery }),
    ...(search.status !== undefined && { status: search.status }),
    ...(search.q !== undefined && { q: search.q })
  }
}

const Filters = ({
  search,
  flows,
  ofFlow,
  onSearch
}: {
  search: RunsSearch
  flows: { value: Id; label: string }[]
  ofFlow: boolean
  onSearch: (change: Partial<RunsSearch>) => void
}) => (
  <>
    <FilterSelect
      label="Status"
      all="All statuses"
      choices={runStatuses.map(value => ({ value, label: value }))}
      value={search.status}
      onValueChange={status => onSearch({ status })}
    />
    {!ofFlow && (
      <FilterSelect
        label="Flow"
        all="All flows"
        choices={flows}
        value={search.flow}
        onValueChange={flow => onSearch({ flow })}
      />
    )}
    <TimeFilter search={search} onSearch={onSearch} />
  </>
)

/** What was executed, live: all runs, or those of the flow that the address names. A run opens on its canvas. */
export const RunsPage = () => {
  const { flowId } = useParams({ strict: false })
  const search: RunsSearch = useSearch({ strict: false })
  const navigate = useNavigate()
  const { queryClient, trpc } = useApi()
  usePageTitle('Runs')

  const change = useCallback(
    (next: Partial<RunsSearch>): void =>
      void navigate({ to: '.', search: before => ({ ...before, ...next }), replace: true }),
    [navigate]
  )
  const { live, last, from, to, q } = search
  const { role } = usePerson()
  const filter = filterOf(search, flowId)
  const ofFlow = flowId !== undefined
  const { data: allFlows = [] } = useQuery({ ...trpc.flows.list.queryOptions(), enabled: !ofFlow })
  const flows = allFlows.map(({ id, name }) => ({ value: id, label: shownFlowName(name) }))
  const chips = [
    ...chipOf('Delivery', search.delivery && 'one delivery', () => change({ delivery: undefined })),
    ...chipOf('Status', search.status, () => change({ status: undefined })),
    ...(ofFlow ? [] : chipOf('Flow', nameIn(flows, search.flow), () => change({ flow: undefined }))),
    ...timeChip(search, change),
    ...chipOf('Text', search.q, () => change({ q: undefined }))
  ]
  const table = useMemo(
    () => ({
      label: 'Runs',
      columns: flowId === undefined ? runColumns : runColumnsOfFlow,
      small: smallRun,
      smallHeight: SMALL_RUN,
      nameOf: nameOfRun,
      hrefOf,
      onOpen: ({ id: runId }: RunTold) => void navigate({ to: '/runs/$runId', params: { runId } }),
      chosen: null
    }),
    [flowId, navigate]
  )

  return (
    <div className="flex min-h-0 grow flex-col">
      <h1 className="sr-only">Runs</h1>
      {flowId !== undefined && <FlowTabs flowId={flowId} />}
      <ListHead
        filters={
          <>
            <Filters search={search} flows={flows} ofFlow={ofFlow} onSearch={change} />
            {role !== 'viewer' && (
              <SavedViews
                list="runs"
                search={viewSearchOf('runs', { ...search })}
                onPick={view => change({ ...noFilters, ...readRunsSearch(view) })}
              />
            )}
          </>
        }
        tools={
          role !== 'viewer' && (
            <SearchBox
              label="Search what ran"
              placeholder="Text in values or errors"
              title="Press Enter to look through values, errors and what arrived"
              applied={q ?? ''}
              onSearch={text => change({ q: text === '' ? undefined : text })}
            />
          )
        }
        chips={chips}
        onClear={() => change(noFilters)}
        isPaused={live === 'off'}
        onPause={paused => change({ live: paused ? 'off' : undefined })}
      />
      <HeldServices className="mx-4 my-3 shrink-0" />
      <LiveTable<RunTold>
        key={JSON.stringify([filter, last, from, to])}
        read={before =>
          queryClient.fetchQuery({
            ...trpc.runs.list.queryOptions({
              ...filter,
              ...timeAsked(search, Date.now()),
              limit: PART,
              ...(before !== null && { before })
            }),
            ...unkept
          })
        }
        at={beganAt}
        topics={topics}
        flowId={flowId ?? search.flow ?? null}
        isPaused={live === 'off'}
        // A search reads values, which is dearer than what lists show of them.
        restTimes={q === undefined ? 1 : 9}
        onLive={() => live === 'off' && change({ live: undefined })}
        table={table}
        noun={noun}
        empty={
          <NoRuns flowId={flowId ?? null} isNarrowed={chips.length > 0} onClear={() => change(noFilters)} />
        }
      />
    </div>
  )
}
