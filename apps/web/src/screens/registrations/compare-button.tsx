import type { Subscription } from '@hookwright/model'
import { Button } from '@hookwright/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { GitCompareArrows } from 'lucide-react'
import { formatCompared } from '../../features/switch/format-compared.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useSay } from '../../kit/page/use-say.ts'

/** Button that compares a subscription with the service's list; renders nothing if the event cannot list. */
export const CompareButton = ({ subscription }: { subscription: Subscription }) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const say = useSay()
  const { id: subscriptionId, flowId, terms } = subscription
  const options = {
    onError: say.failed,
    onSettled: () =>
      Promise.all(
        [trpc.flows, trpc.subscriptions].map(({ pathKey }) =>
          queries.invalidateQueries({ queryKey: pathKey() })
        )
      )
  }
  const anew = useMutation(trpc.subscriptions.rotate.mutationOptions(options))
  const compare = useMutation(
    trpc.subscriptions.compare.mutationOptions({
      ...options,
      onSuccess: found => {
        if (!found.missing.includes(subscriptionId)) say.done(formatCompared(found))
        else say.warns(formatCompared(found), { label: 'Register again', run: () => anew.mutate({ flowId }) })
      }
    })
  )
  if (terms.listing === undefined) return null
  return (
    <Button
      className="self-start"
      icon={<GitCompareArrows aria-hidden className="size-4" strokeWidth={1.75} />}
      busy={compare.isPending}
      onClick={() => compare.mutate({ flowId, subscriptionId })}
    >
      Compare with the service
    </Button>
  )
}
