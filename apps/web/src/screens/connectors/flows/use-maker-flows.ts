import type { AppRouter } from '@hookwright/api'
import { type Id, shownFlowName } from '@hookwright/model'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { inferRouterOutputs } from '@trpc/server'
import { useState } from 'react'
import { faultOf } from '../../../kit/api/fault-of.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { useNotifier, useOnce } from '../../../kit/page/use-notifier.ts'
import type { ShownUsers } from './flow-users-dialog.tsx'

/** A flow as returned by the list. */
export type ListedFlow = inferRouterOutputs<AppRouter>['makerFlows']['summaries'][number]

/** Returns the flows of a connector and their actions. Errors are shown in a toast. */
export const useMakerFlows = (connectorId: Id) => {
  const trpc = useTrpc()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const notifier = useNotifier()
  const { data: flows } = useSuspenseQuery(trpc.makerFlows.summaries.queryOptions({ connectorId }))
  const create = useMutation(trpc.makerFlows.create.mutationOptions())
  const remove = useMutation(trpc.makerFlows.remove.mutationOptions())
  const once = useOnce()
  const [shownUsers, showUsers] = useState<ShownUsers | null>(null)
  const restore = useMutation(trpc.makerFlows.restore.mutationOptions())
  const copy = useMutation(trpc.makerFlows.duplicate.mutationOptions())
  const setActive = useMutation(trpc.makerFlows.setActive.mutationOptions())

  const refresh = async () => {
    void queryClient.invalidateQueries({ queryKey: trpc.connectors.tallies.queryKey() })
    await queryClient.invalidateQueries({ queryKey: trpc.makerFlows.pathKey() })
  }
  const open = (flowId: string) =>
    navigate({ to: '/connectors/$connectorId/flows/$flowId', params: { connectorId, flowId } })

  return {
    flows,
    creating: create.isPending,
    /** Creates an empty flow and opens it. Calls during the creation are ignored. */
    add: () =>
      once(async () => {
        const { id } = await create.mutateAsync({ connectorId })
        await refresh()
        await open(id)
      }),
    duplicate: ({ id: flowId, name }: ListedFlow) =>
      notifier.ifFails(
        copy.mutateAsync({ flowId }).then(async made => {
          await refresh()
          notifier.done(`“${shownFlowName(name)}” was duplicated as “${shownFlowName(made.name)}”.`)
        })
      ),
    /** Activates or deactivates a flow. An inactive flow is excluded from validations and versions. */
    activate: ({ id: flowId, name }: ListedFlow, active: boolean) =>
      notifier.ifFails(
        setActive.mutateAsync({ flowId, active }).then(async () => {
          await refresh()
          notifier.done(
            active
              ? `“${shownFlowName(name)}” is on. It is included in validation and new versions.`
              : `“${shownFlowName(name)}” is off. It is excluded from validation and new versions.`
          )
        })
      ),
    /** Deletes a flow and offers to undo. If other flows use it, shows those flows instead. */
    takeAway: ({ id: flowId, name: params }: ListedFlow) => {
      const name = shownFlowName(params)
      const deleted = async (): Promise<void> => {
        await refresh()
        notifier.done(`“${name}” was moved to the recycle bin.`, {
          label: 'Undo',
          run: () => notifier.ifFails(restore.mutateAsync({ flowId }).then(refresh))
        })
      }
      const refused = (thrown: unknown): void => {
        if (faultOf(thrown).code === 'flow.in-use') showUsers({ id: flowId, name, why: 'not-deleted' })
        else notifier.failed(thrown)
      }
      void remove.mutateAsync({ flowId }).then(deleted).catch(refused)
    },
    /** Flow for which the dialog of its users is open. */
    shownUsers,
    showUsers
  }
}
