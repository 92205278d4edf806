import type { AppRouter } from '@hookwright/api'
import { type FrozenFlow, type Id, startCardOf } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import type { TRPCOptionsProxy } from '@trpc/tanstack-react-query'

/** A hook that gives the connections a run's start card may name: one's own by their names, another's as the owner's. */
export const connectionsOf = (
  trpc: TRPCOptionsProxy<AppRouter>,
  flow: FrozenFlow,
  connectorId: Id | undefined
) => {
  const named = startCardOf(flow.doc)?.config.connectionId
  return function useConnections(): { id: string; name: string }[] {
    const { data = [] } = useQuery({
      ...trpc.connections.list.queryOptions({ connectorId: connectorId ?? '' }),
      enabled: connectorId !== undefined && typeof named === 'string'
    })
    const isKnown = typeof named !== 'string' || data.some(({ id }) => id === named)
    return isKnown ? data : [...data, { id: named, name: 'The owner’s connection' }]
  }
}
