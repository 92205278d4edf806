import type { Subscription } from '@hookwright/model'
import { Button } from '@hookwright/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { GitCompareArrows } from 'lucide-react'
import { formatCompared } from '../../features/switch/format-compared.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useNotifier } from '../../kit/page/use-notifier.ts'

/** Returns functions that register a flow again and that compare its subscription with the service's list. */
export const useRegistrationActs = ({ id: subscriptionId, flowId }: Subscription) => {
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
  return {
    registerAgain: () => again.mutate({ flowId }),
    isRegistering: again.isPending,
    compare: () => compare.mutate({ flowId, subscriptionId }),
    isComparing: compare.isPending
  }
}

/**
 * Button that compares a subscription with the service's list. Renders nothing if the event has no listing
 * flow.
 */
export const CompareButton = ({ subscription }: { subscription: Subscription }) => {
  const { compare, isComparing } = useRegistrationActs(subscription)
  if (subscription.terms.listing === undefined) return null
  return (
    <Button
      className="self-start"
      icon={<GitCompareArrows aria-hidden className="size-4" strokeWidth={1.75} />}
      busy={isComparing}
      onClick={compare}
    >
      Compare with the service
    </Button>
  )
}
