import { HOUR, type Id, type Millis } from '@hookwright/model'
import { useQueries } from '@tanstack/react-query'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useMedia } from '../../kit/page/use-media.ts'
import { type DayOfEvents, dayOf, firstHourOf } from './day-of-events.ts'

/** Group of deliveries to count: all of a connector, or all of one event. */
export type CountedDeliveries = { connectorId: Id } | { eventFlowId: Id }

/**
 * Returns the events of the last 24 hours for each group, in the same order; undefined while loading.
 *
 * On screens below 1024 pixels nothing is fetched, since tables have no column for these events there.
 */
export const useDaysOfEvents = (
  counted: readonly CountedDeliveries[],
  now: Millis
): (DayOfEvents | undefined)[] => {
  const trpc = useTrpc()
  const enabled = useMedia('(min-width: 1024px)')
  const from = firstHourOf(Math.floor(now / HOUR) * HOUR)
  const charts = useQueries({
    queries: counted.map(each => trpc.deliveries.chart.queryOptions({ ...each, from }, { enabled }))
  })
  return charts.map(({ data }) => data && dayOf(data, from))
}
