import { hasEventUrl, type Id, type Subscription } from '@hookwright/model'
import { AlertDialog, IconButton } from '@hookwright/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useSay } from '../../kit/page/use-say.ts'
import { CopyFetched } from './copy-fetched.tsx'

/** Button that copies the full Event URL of a subscription. */
const CopyEventUrl = ({ subscription: { id: subscriptionId } }: { subscription: Subscription }) => {
  const options = useTrpc().subscriptions.eventUrl.queryOptions({ subscriptionId })
  const queries = useQueryClient()
  return (
    <CopyFetched
      label="Copy Event URL"
      done="Event URL copied."
      fetchText={() => queries.fetchQuery({ ...options, gcTime: 0 })}
    />
  )
}

/** Confirmation that replaces the Event URL of a flow. */
export const RotateDialog = ({
  flowId,
  open,
  onOpenChange
}: {
  flowId: Id
  open: boolean
  onOpenChange: (open: boolean) => void
}) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const say = useSay()
  const rotate = useMutation(
    trpc.subscriptions.rotate.mutationOptions({
      onError: say.failed,
      onSuccess: () =>
        say.done('The flow is being registered with a new Event URL. Its switch shows the progress.'),
      onSettled: () => {
        onOpenChange(false)
        return queries.invalidateQueries({ queryKey: trpc.subscriptions.pathKey() })
      }
    })
  )
  return (
    <AlertDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Rotate Event URL?"
      confirm="Rotate"
      look="primary"
      busy={rotate.isPending}
      onConfirm={() => rotate.mutate({ flowId })}
    >
      The flow is registered with a new Event URL and keeps running meanwhile. When the service has accepted
      it, the old URL is deregistered and no longer accepts events.
    </AlertDialog>
  )
}

/** Button that replaces the Event URL of the flow after a confirmation. */
const RotateEventUrl = ({ subscription: { flowId } }: { subscription: Subscription }) => {
  const [asks, setAsks] = useState(false)
  return (
    <>
      <IconButton
        size="small"
        label="Rotate Event URL"
        icon={<RefreshCw aria-hidden />}
        onClick={() => setAsks(true)}
      />
      <RotateDialog flowId={flowId} open={asks} onOpenChange={setAsks} />
    </>
  )
}

/** Returns true for a flow that is on or paused, whose subscription can be replaced. */
export const canRotate = ({ status }: Subscription): boolean => status.is === 'on' || status.is === 'paused'

/**
 * Masked Event URL of a flow. Anyone with the full URL can send to the flow. Polled flows and those started by the
 * installation itself have none.
 */
export const EventUrl = ({ subscription }: { subscription: Subscription }) =>
  hasEventUrl(subscription.terms) && (
    <div className="flex items-center gap-2">
      <span className="text-small text-ink-2">Event URL</span>
      <code className="min-w-0 grow truncate rounded-xs bg-sunken px-1.5 py-0.5 font-code text-small">
        …/e/…{subscription.tokenTail}
      </code>
      <CopyEventUrl subscription={subscription} />
      {canRotate(subscription) && <RotateEventUrl subscription={subscription} />}
    </div>
  )
