import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ListedRegistration } from '../../features/switch/api-types.ts'
import { CloseWithReason } from '../../features/switch/close-with-reason.tsx'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'

/**
 * Form to close a cleanup entry or an uncertain registration by hand. The member must give a reason, since
 * something may be left over at the service.
 */
export const CloseLeftover = ({
  registration: { entry, subscription }
}: {
  registration: Pick<ListedRegistration, 'entry' | 'subscription'>
}) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const refresh = () =>
    Promise.all(
      [trpc.flows, trpc.subscriptions].map(({ pathKey }) =>
        queries.invalidateQueries({ queryKey: pathKey() })
      )
    )
  const close = useMutation(trpc.subscriptions.closeCleanupEntry.mutationOptions({ onSuccess: refresh }))
  const closeUncertain = useMutation(
    trpc.subscriptions.closeUncertain.mutationOptions({ onSuccess: refresh })
  )
  const fault = close.error ?? closeUncertain.error
  return (
    <CloseWithReason
      isBusy={close.isPending || closeUncertain.isPending}
      fault={fault === null ? null : faultOf(fault).message}
      onClose={reason =>
        entry === null
          ? closeUncertain.mutate({ subscriptionId: subscription.id, reason })
          : close.mutate({ entryId: entry.id, reason })
      }
    />
  )
}
