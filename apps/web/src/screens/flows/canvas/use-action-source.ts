import type { Id } from '@hookwright/model'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { ActionSource } from '../../../features/canvas/canvas.ts'
import { type DeployedAction, openUserFlowQuery } from '../../../features/canvas/open-user-flow-query.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'

/**
 * Returns the object from which the canvas loads definitions of actions. `loaded` are all actions loaded so
 * far.
 */
export const useActionSource = (flowId: Id): { source: ActionSource; loaded: DeployedAction[] } => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const [loaded, setLoaded] = useState<DeployedAction[]>([])
  const source = useMemo(
    (): ActionSource => ({
      load: async use => {
        // An action of a version never changes.
        const action = await queries.fetchQuery(trpc.actions.get.queryOptions(use, { staleTime: Infinity }))
        setLoaded(before => (before.includes(action) ? before : [...before, action]))
        return action
      },
      connectionFor: connectorId => {
        const opened = queries.getQueryData(openUserFlowQuery(trpc, flowId).queryKey)
        const own = (opened?.connections ?? []).filter(connection => connection.connectorId === connectorId)
        return own.length === 1 ? (own[0]?.id ?? null) : null
      }
    }),
    [trpc, queries, flowId]
  )
  return { source, loaded }
}
