import type { Id } from '@hookwright/model'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { catalogOf } from './catalog-of.ts'
import { type FlowHome, sendBy, withSaved } from './flow-home.ts'
import { openFlowQuery } from './open-flow-query.ts'

/** Returns the `FlowHome` of a maker's flow, which belongs to a connector. */
export const useConnectorHome = (connectorId: Id, flowId: Id): FlowHome => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const router = useRouter()
  const { mutateAsync: save } = useMutation(trpc.makerFlows.save.mutationOptions())
  const { mutateAsync: create } = useMutation(trpc.makerFlows.create.mutationOptions())

  return useMemo(() => {
    const open = () => queries.fetchQuery(openFlowQuery(trpc, flowId))
    const addressOf = (id: string) => ({
      to: '/connectors/$connectorId/flows/$flowId' as const,
      params: { connectorId, flowId: id }
    })
    const relist = (): void => void queries.invalidateQueries(trpc.makerFlows.summaries.queryFilter())
    return {
      flowId,
      send: sendBy(
        draft => save({ flowId, ...draft }),
        (draft, draftNo) => {
          queries.setQueryData(
            openFlowQuery(trpc, flowId).queryKey,
            known => known && { ...known, flow: withSaved(known.flow, draft, draftNo) }
          )
          // Where the flow is listed, its new name stands at once.
          queries.setQueryData(trpc.makerFlows.summaries.queryKey({ connectorId }), flows =>
            flows?.map(flow => (flow.id === flowId ? { ...flow, name: draft.name } : flow))
          )
        }
      ),
      newest: async () => (await open()).flow,
      around: async () => {
        const opened = await open()
        return { ...opened, catalog: catalogOf(opened) }
      },
      create: params => create({ connectorId, ...params }),
      hrefOfFlow: id => router.buildLocation(addressOf(id)).href,
      openFlow: id => void router.navigate(addressOf(id)),
      relist
    }
  }, [trpc, queries, router, save, create, connectorId, flowId])
}
