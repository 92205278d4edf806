import type { Id } from '@hookwright/model'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { alone } from '../../../kit/api/api.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { useNotifier } from '../../../kit/page/use-notifier.ts'

/** Returns the plan for applying a flow's draft, and the functions that apply it. */
export const useApply = (flowId: Id, onDone: () => void) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const notifier = useNotifier()
  const refresh = () =>
    Promise.all(
      [trpc.flows, trpc.subscriptions].map(({ pathKey }) =>
        queries.invalidateQueries({ queryKey: pathKey() })
      )
    )
  const { data: plan, error } = useQuery({ ...trpc.flows.applyPlan.queryOptions({ flowId }), staleTime: 0 })
  const inPlace = useMutation(
    trpc.flows.applyChanges.mutationOptions({
      onSuccess: async ({ revisionNumber }) => {
        await refresh()
        notifier.done(`The changes were applied. The flow now runs revision ${revisionNumber}.`)
        onDone()
      },
      onError: notifier.failed
    })
  )
  const anew = useMutation(
    trpc.subscriptions.reRegister.mutationOptions({
      ...alone,
      onSuccess: async () => {
        await refresh()
        // A list knows nothing of a successor: its switch asks on from here.
        await queries.fetchQuery({ ...trpc.subscriptions.progress.queryOptions({ flowId }), staleTime: 0 })
        notifier.done('The flow is being registered again and keeps running.')
        onDone()
      },
      onError: notifier.failed
    })
  )
  return {
    /** Plan for applying the draft; undefined while loading. */
    plan,
    error,
    isBusy: inPlace.isPending || anew.isPending,
    applyInPlace: () => inPlace.mutate({ flowId }),
    reRegister: () => anew.mutate({ flowId })
  }
}
