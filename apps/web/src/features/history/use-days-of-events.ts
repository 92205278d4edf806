import { HOUR, type Id, type Millis } from '@hookwright/model'
import { useQueries } from '@tanstack/react-query'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useMedia } from '../../kit/page/use-media.ts'
import { type DayOfEvents, dayOf, firstHourOf } from './day-of-events.ts'

/** Deliveries that are counted together: those of a connector, or those of one of its events. */
export type CountedDeliveries = { connectorId: Id } | { eventFlowId: Id }

/**
 * Returns the last 24 hours of each, in the same order; undefined for those that are not loaded. They are not asked for on
 * screens below 1024 pixels, where tables have no column for them.
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
