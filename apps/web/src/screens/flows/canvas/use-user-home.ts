import type { Id } from '@hookwright/model'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useMemo } from 'react'
import { type FlowHome, sendBy, withSaved } from '../../../features/canvas/flow-home.ts'
import { openUserFlowQuery } from '../../../features/canvas/open-user-flow-query.ts'
import { catalogOfUserFlow } from '../../../features/canvas/user-flow-catalog.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import type { ListedUserFlow } from '../listed-user-flow.ts'

/** Returns the functions to open, save and create user flows, for the canvas of a user's flow. */
export const useUserHome = (flowId: Id): FlowHome => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const router = useRouter()
  const { mutateAsync: save } = useMutation(trpc.flows.save.mutationOptions())
  const { mutateAsync: create } = useMutation(trpc.flows.create.mutationOptions())

  return useMemo(() => {
    const open = () => queries.fetchQuery(openUserFlowQuery(trpc, flowId))
    const addressOf = (id: string) => ({ to: '/flows/$flowId' as const, params: { flowId: id } })
    return {
      flowId,
      send: sendBy(
        draft => save({ flowId, ...draft }),
        (draft, draftNo) => {
          queries.setQueryData(
            openUserFlowQuery(trpc, flowId).queryKey,
            known => known && { ...known, flow: withSaved(known.flow, draft, draftNo) }
          )
          // Where the flow is listed, its new name stands at once.
          const renamed = <Listed extends { id: string; name: string | null }>(flows?: Listed[]) =>
            flows?.map(flow => (flow.id === flowId ? { ...flow, name: draft.name } : flow))
          queries.setQueriesData(
            trpc.flows.summaries.queryFilter(),
            (page?: { rows: ListedUserFlow[]; next: string | null }) =>
              page && { ...page, rows: renamed(page.rows) ?? page.rows }
          )
          queries.setQueryData(trpc.flows.list.queryKey(), renamed)
        }
      ),
      newest: async () => (await open()).flow,
      around: async () => {
        const opened = await open()
        return { ...opened, catalog: catalogOfUserFlow(opened) }
      },
      create: params => create(params),
      hrefOfFlow: id => router.buildLocation(addressOf(id)).href,
      openFlow: id => void router.navigate(addressOf(id)),
      relist: () => {
        void queries.invalidateQueries(trpc.flows.summaries.queryFilter())
        void queries.invalidateQueries(trpc.flows.list.queryFilter())
      }
    }
  }, [trpc, queries, router, save, create, flowId])
}
