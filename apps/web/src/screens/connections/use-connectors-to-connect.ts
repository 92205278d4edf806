import { useQuery } from '@tanstack/react-query'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { type Connectable, connectorsToConnect } from './connectors-to-connect.ts'

/** Returns the connectors for which users create connections; null while loading. */
export const useConnectorsToConnect = (enabled: boolean): Connectable[] | null => {
  const trpc = useTrpc()
  const { data: events } = useQuery({ ...trpc.events.list.queryOptions(), enabled })
  const { data: offers } = useQuery({ ...trpc.actions.list.queryOptions(), enabled })
  if (events === undefined || offers === undefined) return null
  return connectorsToConnect([
    ...events.map(({ eventFlowId, signature, ...event }) => ({
      ...event,
      needsConnection: signature.needsConnection,
      events: [eventFlowId]
    })),
    ...offers.map(({ actions, ...offer }) => ({ ...offer, actions: actions.map(({ flowId }) => flowId) }))
  ])
}
