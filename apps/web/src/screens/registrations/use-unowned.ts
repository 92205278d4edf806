import type { Id, Orphan } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { useTrpc } from '../../kit/api/use-api.tsx'

/** Returns the open orphan registrations at services, of all connectors or of one connector. */
export const useUnowned = (connectorId: Id | null, enabled = true): Orphan[] => {
  const { data } = useQuery({ ...useTrpc().orphans.list.queryOptions(), enabled })
  return (data ?? []).filter(
    orphan => orphan.status.is === 'open' && (connectorId === null || orphan.connectorId === connectorId)
  )
}
