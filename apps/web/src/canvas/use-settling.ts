import type { Flow, Id } from '@hookwright/model'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTrpc } from '../api/use-api.tsx'
import type { Settling } from './commands/settle.ts'
import { openFlowQuery } from './open-flow-query.ts'

/** Ways out when someone else saved the flow meanwhile. */
export const useSettling = (connectorId: Id, flowId: Id, openFlow: (flowId: Id) => void): Settling => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const { mutateAsync: create } = useMutation(trpc.makerFlows.create.mutationOptions())
  return useMemo(
    () => ({
      theirs: async () => (await queries.fetchQuery(openFlowQuery(trpc, flowId))).flow,
      keepAsCopy: async (doc: Flow, name: string | null) => {
        const copy = await create({ connectorId, name, doc })
        await queries.invalidateQueries(trpc.makerFlows.summaries.queryFilter())
        openFlow(copy.id)
      }
    }),
    [trpc, queries, create, connectorId, flowId, openFlow]
  )
}
