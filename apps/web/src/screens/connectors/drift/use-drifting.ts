import type { AppRouter } from '@hookwright/api'
import type { Id } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { useTrpc } from '../../../kit/api/use-api.tsx'

type Event = inferRouterOutputs<AppRouter>['drift']['list'][number]

/**
 * An event that receives other data than it declares. `open` has the differences that its draft does not
 * handle yet.
 */
export interface DriftingEvent extends Event {
  open: Event['findings']
}

/**
 * Returns the events of a connector whose received data differs from the declared data. Differences that the
 * draft handles do not count.
 */
export const useDrifting = (connectorId: Id): DriftingEvent[] => {
  const trpc = useTrpc()
  const { data } = useQuery(trpc.drift.list.queryOptions({ connectorId }))
  return (data ?? []).flatMap(event => {
    const open = event.findings.filter(({ isOpen }) => isOpen)
    return open.length === 0 ? [] : [{ ...event, open }]
  })
}
