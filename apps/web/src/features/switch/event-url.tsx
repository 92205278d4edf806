import { hasEventUrl, isEnteredByHand, type Subscription } from '@hookwright/model'
import { AlertDialog, IconButton } from '@hookwright/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import { CopyFetched } from './copy-fetched.tsx'
import { canRotate } from './is-on.ts'

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

/** Row with a masked secret text and its buttons. */
const SecretRow = ({
  label,
  shown,
  children
}: {
  /** Label of the row; omitted if the label is already shown next to it. */
  label?: string
  shown: string
  children: ReactNode
}) => (
  <div className="flex items-center gap-2">
    {label !== undefined && <span className="text-small text-ink-2">{label}</span>}
    <code className="min-w-0 grow truncate rounded-xs bg-sunken px-1.5 py-0.5 font-code text-small">
      {shown}
    </code>
    {children}
  </div>
)

/** Masked Signing Secret, which a person enters at the service together with the Event URL. */
export const SigningSecret = ({
  subscription: { id: subscriptionId },
  label
}: {
  subscription: Subscription
  /** Label; omitted if it is already shown next to the secret. */
  label?: string
}) => {
  const options = useTrpc().subscriptions.signingSecret.queryOptions({ subscriptionId })
  const queries = useQueryClient()
  return (
    <SecretRow {...(label !== undefined && { label })} shown="••••••••">
      <CopyFetched
        label="Copy Signing Secret"
        done="Signing Secret copied."
        fetchText={() => queries.fetchQuery({ ...options, gcTime: 0 })}
      />
    </SecretRow>
  )
}

/** Dialog to confirm replacing the Event URL of a flow. */
export const RotateDialog = ({
  subscription,
  open,
  onOpenChange
}: {
  subscription: Subscription
  open: boolean
  onOpenChange: (open: boolean) => void
}) => {
  const { flowId, terms } = subscription
  const isByHand = isEnteredByHand(terms)
  const trpc = useTrpc()
  const queries = useQueryClient()
  const notifier = useNotifier()
  const rotate = useMutation(
    trpc.subscriptions.rotate.mutationOptions({
      onError: notifier.failed,
      onSuccess: () =>
        notifier.done(
          isByHand
            ? 'The flow has a new Event URL. Enter it at the service.'
            : 'The flow is being registered with a new Event URL.'
        ),
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
      {isByHand
        ? `The flow gets a new Event URL${terms.secretByHand ? ' and a new Signing Secret' : ''}, which you must enter at the service. Events sent to the old URL are then refused.`
        : 'The flow is registered with a new Event URL and keeps running. When the service has accepted the new URL, the old URL is deregistered and no longer accepts events.'}
    </AlertDialog>
  )
}

/** Button that replaces the Event URL of the flow after a confirmation. */
export const RotateEventUrl = ({ subscription }: { subscription: Subscription }) => {
  const [asks, setAsks] = useState(false)
  return (
    <>
      <IconButton
        size="small"
        label="Rotate Event URL"
        icon={<RefreshCw aria-hidden />}
        onClick={() => setAsks(true)}
      />
      <RotateDialog subscription={subscription} open={asks} onOpenChange={setAsks} />
    </>
  )
}

/**
 * Masked Event URL of a flow, and its Signing Secret if a person enters both at the service. Anyone with the
 * full URL can send to the flow.
 *
 * Renders nothing for polled flows and for flows that the installation itself starts.
 */
export const EventUrl = ({ subscription }: { subscription: Subscription }) =>
  hasEventUrl(subscription.terms) && (
    <>
      <SecretRow label="Event URL" shown={`…/e/…${subscription.tokenTail}`}>
        <CopyEventUrl subscription={subscription} />
        {canRotate(subscription) && <RotateEventUrl subscription={subscription} />}
      </SecretRow>
      {subscription.terms.secretByHand && (
        <SigningSecret subscription={subscription} label="Signing Secret" />
      )}
    </>
  )
