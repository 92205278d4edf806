import type { Id } from '@hookwright/model'
import { Button } from '@hookwright/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { RotateCcw } from 'lucide-react'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useNotifier } from '../../kit/page/use-notifier.ts'

/** Button that retries a cleanup entry now instead of at the planned time. */
export const RetryEntry = ({
  entryId,
  isTrying,
  isSmall = false,
  name
}: {
  entryId: Id
  isTrying: boolean
  /** Use the small size for a list row. */
  isSmall?: boolean
  /** Name of the retried item, where there are several. */
  name?: string
}) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const notifier = useNotifier()
  const retry = useMutation(
    trpc.subscriptions.retryCleanupEntry.mutationOptions({
      onError: notifier.failed,
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
      size={isSmall ? 'card' : 'page'}
      aria-label={name === undefined ? undefined : `Retry now: ${name}`}
      icon={<RotateCcw aria-hidden className="size-4" strokeWidth={1.75} />}
      busy={retry.isPending || isTrying}
      onClick={() => retry.mutate({ entryId })}
    >
      Retry now
    </Button>
  )
}
