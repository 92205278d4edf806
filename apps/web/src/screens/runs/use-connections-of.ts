import type { FrozenFlow, Id } from '@hookwright/model'
import { startCardOf } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { useTrpc } from '../../kit/api/use-api.tsx'

/** The connections that a run's start card may name: one's own by their names, another's as the owner's. */
export const useConnectionsOf = (
  flow: FrozenFlow,
  connectorId: Id | undefined
): { id: string; name: string }[] => {
  const named = startCardOf(flow.doc)?.config.connectionId
  const { data = [] } = useQuery({
    ...useTrpc().connections.list.queryOptions({ connectorId: connectorId ?? '' }),
    enabled: connectorId !== undefined && typeof named === 'string'
  })
  const isKnown = typeof named !== 'string' || data.some(({ id }) => id === named)
  return isKnown ? data : [...data, { id: named, name: 'Connection of the owner' }]
}
