import type { Connector } from '@hookwright/model'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTrpc } from '../../api/use-api.tsx'
import { useSay } from '../../shell/use-say.ts'
import { type ListedFlow, listFlows } from './listed-flow.ts'

/** The flows of a connector, and what can be done with them. What is refused is said in a toast. */
export const useMakerFlows = ({ id: connectorId, authentication }: Connector) => {
  const trpc = useTrpc()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const say = useSay()
  const { data: rows } = useSuspenseQuery(trpc.makerFlows.list.queryOptions({ connectorId }))
  const create = useMutation(trpc.makerFlows.create.mutationOptions())
  const remove = useMutation(trpc.makerFlows.remove.mutationOptions())
  const restore = useMutation(trpc.makerFlows.restore.mutationOptions())

  const refresh = () => queryClient.invalidateQueries({ queryKey: trpc.makerFlows.list.queryKey() })
  const open = (flowId: string) =>
    navigate({ to: '/connectors/$connectorId/flows/$flowId', params: { connectorId, flowId } })

  return {
    flows: useMemo(() => listFlows(rows, authentication), [rows, authentication]),
    creating: create.isPending,
    /** Makes an empty flow and opens it. */
    add: () =>
      say.ifFails(
        create.mutateAsync({ connectorId }).then(async ({ id }) => {
          await refresh()
          await open(id)
        })
      ),
    duplicate: ({ row: { name, doc } }: ListedFlow) =>
      say.ifFails(
        create
          .mutateAsync({ connectorId, name: name === null ? null : `${name} copy`, doc })
          .then(async () => {
            await refresh()
            say.done(`“${name ?? 'Unnamed flow'}” was duplicated.`)
          })
      ),
    takeAway: ({ row: { id: flowId, name } }: ListedFlow) =>
      say.ifFails(
        remove.mutateAsync({ flowId }).then(async () => {
          await refresh()
          say.done(`The flow “${name ?? 'Unnamed flow'}” was deleted.`, {
            label: 'Undo',
            run: () => say.ifFails(restore.mutateAsync({ flowId }).then(refresh))
          })
        })
      )
  }
}
