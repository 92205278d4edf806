import type { Subscription } from '@hookwright/model'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { formatCompared } from '../../features/switch/format-compared.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useNotifier } from '../../kit/page/use-notifier.ts'

/**
 * Returns the actions on a subscription: register its flow again, compare it with the service's list, pause
 * or resume it.
 */
export const useRegistrationActs = ({ id: subscriptionId, flowId, status }: Subscription) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const notifier = useNotifier()
  const options = {
    onError: notifier.failed,
    onSettled: () =>
      Promise.all(
        [trpc.flows, trpc.subscriptions].map(({ pathKey }) =>
          queries.invalidateQueries({ queryKey: pathKey() })
        )
      )
  }
  const again = useMutation(
    trpc.subscriptions.rotate.mutationOptions({
      ...options,
      onSuccess: () =>
        notifier.done('The flow is being registered again. It keeps running during the registration.')
    })
  )
  const compare = useMutation(
    trpc.subscriptions.compare.mutationOptions({
      ...options,
      onSuccess: found => {
        if (!found.missing.includes(subscriptionId)) notifier.done(formatCompared(found))
        else
          notifier.warns(formatCompared(found), {
            label: 'Register again',
            run: () => again.mutate({ flowId })
          })
      }
    })
  )
  const pause = useMutation(trpc.subscriptions.pause.mutationOptions(options))
  return {
    registerAgain: () => again.mutate({ flowId }),
    isRegistering: again.isPending,
    compare: () => compare.mutate({ flowId, subscriptionId }),
    isComparing: compare.isPending,
    /** Pauses a subscription that is on, and resumes a paused one. */
    togglePause: () => pause.mutate({ flowId, paused: status.is === 'on' }),
    isPausing: pause.isPending
  }
}
