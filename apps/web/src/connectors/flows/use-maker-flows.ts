import type { Connector } from '@hookwright/model'
import { useToasts } from '@hookwright/ui'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { faultOf } from '../../api/fault-of.ts'
import { useTrpc } from '../../api/use-api.tsx'
import { type ListedFlow, listFlows } from './listed-flow.ts'

/** The flows of a connector, and what can be done with them. What is refused is said in a toast. */
export const useMakerFlows = ({ id: connectorId, authentication }: Connector) => {
  const trpc = useTrpc()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const toasts = useToasts()
  const { data: rows } = useSuspenseQuery(trpc.makerFlows.list.queryOptions({ connectorId }))
  const create = useMutation(trpc.makerFlows.create.mutationOptions())
  const remove = useMutation(trpc.makerFlows.remove.mutationOptions())
  const restore = useMutation(trpc.makerFlows.restore.mutationOptions())

  const refresh = () => queryClient.invalidateQueries({ queryKey: trpc.makerFlows.list.queryKey() })
  const orSay = (work: Promise<unknown>): void => {
    work.catch(thrown => toasts.show({ say: faultOf(thrown).message, tone: 'err' }))
  }
  const open = (flowId: string) =>
    navigate({ to: '/connectors/$connectorId/flows/$flowId', params: { connectorId, flowId } })

  return {
    flows: useMemo(() => listFlows(rows, authentication), [rows, authentication]),
    creating: create.isPending,
    /** Makes an empty flow and opens it. */
    add: () =>
      orSay(
        create.mutateAsync({ connectorId }).then(async ({ id }) => {
          await refresh()
          await open(id)
        })
      ),
    duplicate: ({ row: { name, doc } }: ListedFlow) =>
      orSay(
        create
          .mutateAsync({ connectorId, name: name === null ? null : `${name} copy`, doc })
          .then(async () => {
            await refresh()
            toasts.show({ say: `“${name ?? 'Unnamed flow'}” was duplicated.` })
          })
      ),
    takeAway: ({ row: { id: flowId, name } }: ListedFlow) =>
      orSay(
        remove.mutateAsync({ flowId }).then(async () => {
          await refresh()
          toasts.show({
            say: `The flow “${name ?? 'Unnamed flow'}” was deleted.`,
            action: { label: 'Undo', run: () => orSay(restore.mutateAsync({ flowId }).then(refresh)) }
          })
        })
      )
  }
}
