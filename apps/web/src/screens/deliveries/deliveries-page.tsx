import { formatPathSearch, parsePathSearch } from '@hookwright/model'
import { lazyPart, useLazy } from '@hookwright/ui'
import { useSearch } from '@tanstack/react-router'
import { useCallback, useMemo, useRef, useState } from 'react'
import type { ListedDelivery } from '../../features/history/api-types.ts'
import { HistoryFrame, type ListCount } from '../../features/history/history-frame.tsx'
import { HistoryHead } from '../../features/history/history-head.tsx'
import type { HistoryList } from '../../features/history/history-list.ts'
import { HistoryTable } from '../../features/history/history-table.tsx'
import { stateLabels } from '../../features/history/statuses.ts'
import { uncached } from '../../features/history/uncached.ts'
import { useHistoryPage } from '../../features/history/use-history-page.ts'
import { useApi } from '../../kit/api/use-api.tsx'
import { loadWithZod } from '../../kit/loading/load-with-zod.ts'
import { type Segment, Segments } from '../../kit/page/segments.tsx'
import { useFocusBack } from '../../kit/page/use-focus-back.ts'
import { usePerson } from '../../kit/page/use-person.ts'
import { type DeliveriesSearch, readDeliveriesSearch } from './deliveries-search.ts'
import { deliveryChips } from './delivery-chips.ts'
import {
  deliveryColumns,
  hasReason,
  nameOfDelivery,
  SMALL_DELIVERY,
  smallDelivery
} from './delivery-columns.tsx'
import { deliveryFilter } from './delivery-filter.ts'
import { DeliveryFilters } from './delivery-filters.tsx'
import { NoDeliveries } from './no-deliveries.tsx'
import { RefusedCounts } from './refused-counts.tsx'
import { ReplayManyButton } from './replay-many/replay-many-button.tsx'
import { useReplays } from './replay-many/use-replays.ts'
import { useChoices } from './use-choices.ts'
import { useDeliveryActions } from './use-delivery-actions.ts'

/** Settings of the delivery list: its name, its search parameters, and the topics that refresh it. */
export const deliveryList: HistoryList<DeliveriesSearch> = {
  name: 'deliveries',
  noun: { one: 'delivery', many: 'deliveries' },
  topics: ['deliveries', 'runs'],
  readSearch: readDeliveriesSearch,
  looking: ['delivery', 'tab']
}

/** Buttons that filter the list by state: all, failed, in progress. */
const deliverySegments = [
  { value: 'all', label: 'All' },
  { value: 'failed', label: stateLabels.failed },
  { value: 'open', label: stateLabels.open }
] as const satisfies Segment<string>[]

/** Returns the button that corresponds to the current filter; null if none does. */
const segmentOf = ({ status, result }: DeliveriesSearch): (typeof deliverySegments)[number]['value'] | null =>
  deliverySegments.find(({ value }) => value === (status ?? result ?? 'all'))?.value ?? null

/**
 * Converts the typed search text to search parameters: a JSON path with its value (`path`), or words (`q`).
 */
const soughtIn = (text: string): Pick<DeliveriesSearch, 'q' | 'path'> => {
  const path = parsePathSearch(text)
  if (path !== null) return { q: undefined, path: formatPathSearch(path) }
  return { q: text === '' ? undefined : text, path: undefined }
}

const lazyInspector = lazyPart(() => loadWithZod(() => import('./delivery-panel.tsx')))

const lazyChart = lazyPart(() => import('./chart/delivery-chart.tsx'))

const lazyReplaysBar = lazyPart(() => import('./replay-many/replays-bar.tsx'))

const hrefOf = ({ id }: ListedDelivery): string => `/deliveries/${id}`
const cameAt = ({ receivedAt }: ListedDelivery): number => receivedAt

/** Page of all deliveries, or of one flow's deliveries, with an inspector. The list updates live. */
export const DeliveriesPage = () => {
  const page = useHistoryPage<DeliveriesSearch>(deliveryList, 'Deliveries', useSearch({ strict: false }))
  const { flowId, search, change, narrowTo } = page
  const { delivery: inspected = null, tab } = search
  const { queryClient, trpc } = useApi()
  const ofFlow = flowId !== null
  const [count, setCount] = useState<ListCount | null>(null)
  const onlyLooks = usePerson().role === 'viewer'
  const filter = deliveryFilter(search, flowId)
  const choices = useChoices(ofFlow)
  const chips = deliveryChips(search, choices, ofFlow, change)
  const { shown: replays, remember } = useReplays(flowId)
  const replayButton = useRef<HTMLButtonElement>(null)
  const replaysBar = useLazy(lazyReplaysBar, replays !== null)
  const chart = useLazy(lazyChart, true)
  const inspector = useLazy(lazyInspector, inspected !== null)

  const onOpen = useCallback(
    ({ id }: ListedDelivery): void => change({ delivery: id }, inspected !== null),
    [change, inspected]
  )
  const onClose = useCallback(() => change({ delivery: undefined, tab: undefined }), [change])
  useDeliveryActions(inspected, onClose)
  useFocusBack(inspected !== null)
  const table = useMemo(
    () => ({
      label: 'Deliveries',
      columns: deliveryColumns({ ofFlow, isBesidePanel: inspected !== null }),
      small: smallDelivery,
      smallHeight: SMALL_DELIVERY,
      isTall: hasReason,
      nameOf: nameOfDelivery,
      hrefOf,
      onOpen,
      chosen: inspected
    }),
    [ofFlow, onOpen, inspected]
  )

  return (
    <HistoryFrame
      title="Deliveries"
      count={count}
      flowId={flowId}
      head={
        <HistoryHead
          page={page}
          segments={
            <Segments
              label="State of the deliveries"
              segments={deliverySegments}
              value={segmentOf(search)}
              onValueChange={part => change({ status: undefined, result: part === 'all' ? undefined : part })}
            />
          }
          filters={<DeliveryFilters search={search} choices={choices} ofFlow={ofFlow} onSearch={change} />}
          chips={chips}
          searchBox={{
            label: 'Search deliveries',
            placeholder: 'Text, or body.user.id = 42',
            title: 'Press Enter to search query, headers and body',
            applied: search.path ?? search.q ?? '',
            onSearch: text => change(soughtIn(text))
          }}
        />
      }
      actions={
        !onlyLooks && (
          <ReplayManyButton
            ref={replayButton}
            filter={filter}
            search={search}
            chips={chips}
            onBegun={remember}
          />
        )
      }
      panel={
        inspected !== null && inspector !== null ? (
          <inspector.DeliveryPanel
            deliveryId={inspected}
            tab={tab ?? 'summary'}
            onTab={next => change({ tab: next === 'summary' ? undefined : next })}
            onClose={onClose}
          />
        ) : null
      }
    >
      {replays !== null && replaysBar !== null && (
        <replaysBar.ReplaysBar
          replay={replays}
          onDismiss={() => {
            remember(null)
            replayButton.current?.focus()
          }}
        />
      )}
      {flowId !== null && <RefusedCounts flowId={flowId} />}
      {chart !== null && (
        <chart.DeliveryChart
          search={search}
          flowId={flowId}
          onTime={time => change({ last: undefined, ...time }, false)}
        />
      )}
      <HistoryTable
        page={page}
        filter={filter}
        read={asked => queryClient.fetchQuery({ ...trpc.deliveries.list.queryOptions(asked), ...uncached })}
        at={cameAt}
        isSearch={search.q !== undefined || search.path !== undefined}
        table={table}
        onCount={setCount}
        empty={<NoDeliveries flowId={flowId} isNarrowed={chips.length > 0} onClear={() => narrowTo({})} />}
      />
    </HistoryFrame>
  )
}
