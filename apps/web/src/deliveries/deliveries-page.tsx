import { Button, cx, late, useLate } from '@hookwright/ui'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { RotateCcw } from 'lucide-react'
import { type ComponentProps, useCallback, useMemo, useRef, useState } from 'react'
import { useApi } from '../api/use-api.tsx'
import { FlowTabs } from '../history/flow-tabs.tsx'
import { ListHead } from '../history/list-head.tsx'
import { LiveTable } from '../history/live-table.tsx'
import { SavedViews } from '../history/saved-views/saved-views.tsx'
import { viewSearchOf } from '../history/saved-views/view-search.ts'
import { SearchBox } from '../history/search-box.tsx'
import { timeAsked } from '../history/time-search.ts'
import type { DeliveryTold } from '../history/told.ts'
import { PART, unkept } from '../history/unkept.ts'
import { loadWithZod } from '../load-with-zod.ts'
import { usePageTitle } from '../shell/use-page-title.ts'
import { usePerson } from '../shell/use-person.ts'
import { type DeliveriesSearch, readDeliveriesSearch } from './deliveries-search.ts'
import { deliveryChips } from './delivery-chips.ts'
import {
  deliveryColumns,
  deliveryColumnsOfFlow,
  nameOfDelivery,
  SMALL_DELIVERY,
  smallDelivery
} from './delivery-columns.tsx'
import { deliveryFilter } from './delivery-filter.ts'
import { DeliveryFilters } from './delivery-filters.tsx'
import { NoDeliveries } from './no-deliveries.tsx'
import { RefusedCounts } from './refused-counts.tsx'
import { ReplayDialog } from './replay-many/replay-dialog.tsx'
import { useReplays } from './replay-many/use-replays.ts'
import { soughtIn } from './sought-in.ts'
import { useChoices } from './use-choices.ts'
import { useDeliveryActions } from './use-delivery-actions.ts'

const lateInspector = late(() => loadWithZod(() => import('./delivery-panel.tsx')))

const lateChart = late(() => import('./chart/delivery-chart.tsx'))

const lateReplaysBar = late(() => import('./replay-many/replays-bar.tsx'))

const topics = ['deliveries', 'runs'] as const
const noun = { one: 'delivery', many: 'deliveries' }
const hrefOf = ({ id }: DeliveryTold): string => `/deliveries/${id}`
const cameAt = ({ receivedAt }: DeliveryTold): number => receivedAt

const noFilters = {
  status: undefined,
  result: undefined,
  connector: undefined,
  flow: undefined,
  type: undefined,
  q: undefined,
  path: undefined,
  last: undefined,
  from: undefined,
  to: undefined
} satisfies Partial<DeliveriesSearch>

/** What arrived, live: all deliveries, or those of the flow that the address names, with an inspector beside them. */
export const DeliveriesPage = () => {
  const { flowId } = useParams({ strict: false })
  const search: DeliveriesSearch = useSearch({ strict: false })
  const navigate = useNavigate()
  const { queryClient, trpc } = useApi()
  usePageTitle('Deliveries')

  const change = useCallback(
    (next: Partial<DeliveriesSearch>, replace = true): void =>
      void navigate({ to: '.', search: before => ({ ...before, ...next }), replace }),
    [navigate]
  )
  const { delivery: inspected = null, tab, live, last, from, to } = search
  const filter = deliveryFilter(search, flowId)
  const key = JSON.stringify([filter, last, from, to])
  const ofFlow = flowId !== undefined
  const { role } = usePerson()
  const { shown: replays, remember } = useReplays(flowId ?? null)
  const replaysBar = useLate(lateReplaysBar, replays !== null)
  const [replaying, setReplaying] = useState<ComponentProps<typeof ReplayDialog>['of']>(null)
  const replayButton = useRef<HTMLButtonElement>(null)
  const choices = useChoices(ofFlow)
  const chips = deliveryChips(search, choices, ofFlow, change)

  const onOpen = useCallback(
    ({ id }: DeliveryTold): void => change({ delivery: id }, inspected !== null),
    [change, inspected]
  )
  const onClose = useCallback(() => change({ delivery: undefined, tab: undefined }), [change])
  useDeliveryActions(inspected, onClose)
  const chart = useLate(lateChart, true)
  const inspector = useLate(lateInspector, inspected !== null)
  const table = useMemo(
    () => ({
      label: 'Deliveries',
      columns: flowId === undefined ? deliveryColumns : deliveryColumnsOfFlow,
      small: smallDelivery,
      smallHeight: SMALL_DELIVERY,
      nameOf: nameOfDelivery,
      hrefOf,
      onOpen,
      chosen: inspected
    }),
    [flowId, onOpen, inspected]
  )

  return (
    <div className="flex min-h-0 grow flex-col">
      <h1 className="sr-only">Deliveries</h1>
      {flowId !== undefined && <FlowTabs flowId={flowId} />}
      <ListHead
        filters={
          <>
            <DeliveryFilters search={search} choices={choices} ofFlow={ofFlow} onSearch={change} />
            {role !== 'viewer' && (
              <SavedViews
                list="deliveries"
                search={viewSearchOf('deliveries', { ...search })}
                onPick={view => change({ ...noFilters, ...readDeliveriesSearch(view) }, false)}
              />
            )}
          </>
        }
        tools={
          role !== 'viewer' && (
            <>
              <SearchBox
                label="Search what arrived"
                placeholder="Text, or body.user.id = 42"
                title="Press Enter to look through query, headers and body"
                applied={search.path ?? search.q ?? ''}
                onSearch={text => change(soughtIn(text))}
              />
              <Button
                ref={replayButton}
                size="card"
                icon={<RotateCcw aria-hidden className="size-3.5" strokeWidth={2} />}
                onClick={() => {
                  const now = Date.now()
                  const time = { to: now, ...timeAsked(search, now) }
                  setReplaying({ filter, time, chips, onBegun: remember })
                }}
              >
                Replay many
              </Button>
            </>
          )
        }
        chips={chips}
        onClear={() => change(noFilters)}
        isPaused={live === 'off'}
        onPause={paused => change({ live: paused ? 'off' : undefined })}
      />
      <ReplayDialog of={replaying} onClose={() => setReplaying(null)} />
      {replays !== null && replaysBar !== null && (
        <replaysBar.ReplaysBar
          shown={replays}
          onDismiss={() => {
            remember(null)
            replayButton.current?.focus()
          }}
        />
      )}
      {flowId !== undefined && <RefusedCounts flowId={flowId} />}
      {chart !== null && (
        <chart.DeliveryChart
          search={search}
          flowId={flowId}
          onTime={time => change({ last: undefined, ...time }, false)}
        />
      )}
      <div className="relative flex min-h-0 grow">
        <div className={cx('flex min-h-0 min-w-0 grow flex-col', inspected !== null && 'max-lg:invisible')}>
          <LiveTable<DeliveryTold>
            key={key}
            read={before =>
              queryClient.fetchQuery({
                ...trpc.deliveries.list.queryOptions({
                  ...filter,
                  ...timeAsked(search, Date.now()),
                  limit: PART,
                  ...(before !== null && { before })
                }),
                ...unkept
              })
            }
            at={cameAt}
            topics={topics}
            flowId={flowId ?? search.flow ?? null}
            isPaused={live === 'off'}
            // A search reads what arrived, which is dearer than what lists show of it.
            restTimes={search.q === undefined && search.path === undefined ? 1 : 9}
            onLive={() => live === 'off' && change({ live: undefined })}
            table={table}
            noun={noun}
            empty={
              <NoDeliveries
                flowId={flowId ?? null}
                isNarrowed={chips.length > 0}
                onClear={() => change(noFilters)}
              />
            }
          />
        </div>
        {inspected !== null && inspector !== null && (
          <inspector.DeliveryPanel
            deliveryId={inspected}
            tab={tab ?? 'summary'}
            onTab={next => change({ tab: next === 'summary' ? undefined : next })}
            onClose={onClose}
          />
        )}
      </div>
    </div>
  )
}
