import type { Id } from '@hookwright/model'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTrpc } from '../../../kit/api/use-api.tsx'

/** Asks ahead what a new connection at a connector is filled with, so that its dialog opens without a wait; null for none. */
export const useConnectionForm = (connectorId: Id | null): void => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  useEffect(() => {
    if (connectorId === null) return
    // A form that cannot be had is said where it is wanted.
    void queries.prefetchQuery(trpc.connections.form.queryOptions({ connectorId }))
  }, [trpc, queries, connectorId])
}
