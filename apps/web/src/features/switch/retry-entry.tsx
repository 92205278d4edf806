import type { Id } from '@hookwright/model'
import { Button } from '@hookwright/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { RotateCcw } from 'lucide-react'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useSay } from '../../kit/page/use-say.ts'

/** Button that retries a cleanup entry now instead of at the planned time. */
export const RetryEntry = ({ entryId, isTrying }: { entryId: Id; isTrying: boolean }) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const say = useSay()
  const retry = useMutation(
    trpc.subscriptions.retryCleanupEntry.mutationOptions({
      onError: say.failed,
      onSettled: () =>
        Promise.all(
          [trpc.flows, trpc.subscriptions].map(({ pathKey }) =>
            queries.invalidateQueries({ queryKey: pathKey() })
          )
        )
    })
  )
  return (
    <Button
      className="self-start"
      icon={<RotateCcw aria-hidden className="size-4" strokeWidth={1.75} />}
      busy={retry.isPending || isTrying}
      onClick={() => retry.mutate({ entryId })}
    >
      Retry now
    </Button>
  )
}
