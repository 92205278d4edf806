import type { Id } from '@hookwright/model'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { faultOf } from '../api/fault-of.ts'
import { useTrpc } from '../api/use-api.tsx'
import type { Saved } from './flow-doc/autosave.ts'
import type { FlowDocGiven } from './flow-doc/flow-doc.ts'
import { openFlowQuery } from './open-flow-query.ts'

const savedOf = (thrown: unknown): Saved => {
  const fault = faultOf(thrown)
  if (fault.code === 'unreachable') return { is: 'offline' }
  return fault.code === 'flow.stale' ? { is: 'stale' } : { is: 'refused', why: fault.message }
}

/** Sends a draft to the server, and says how that came out. Where the flow is listed, its new name stands at once. */
export const useSave = (connectorId: Id, flowId: Id): FlowDocGiven['send'] => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const { mutateAsync } = useMutation(trpc.makerFlows.save.mutationOptions())
  return useCallback(
    async save => {
      try {
        const { draftNo } = await mutateAsync({ flowId, ...save })
        // Who comes back to this page finds the draft that was left here, not the one that was loaded first.
        queries.setQueryData(openFlowQuery(trpc, flowId).queryKey, known => {
          if (known === undefined) return known
          const { baseDraft: _, ...saved } = save
          const flow: typeof known.flow = { ...known.flow, ...JSON.parse(JSON.stringify(saved)), draftNo }
          return { ...known, flow }
        })
        queries.setQueryData(trpc.makerFlows.summaries.queryKey({ connectorId }), flows =>
          flows?.map(flow => (flow.id === flowId ? { ...flow, name: save.name } : flow))
        )
        return { is: 'saved', draftNo }
      } catch (thrown) {
        return savedOf(thrown)
      }
    },
    [mutateAsync, queries, trpc, connectorId, flowId]
  )
}
