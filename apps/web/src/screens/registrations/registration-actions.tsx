import { hasEventUrl, isEnteredByHand, type Subscription } from '@hookwright/model'
import { Button, cx, lazyPart, useLazyLayer } from '@hookwright/ui'
import { GitCompareArrows, Pause, Play, RefreshCw, Send } from 'lucide-react'
import { useState } from 'react'
import { canRotate } from '../../features/switch/is-on.ts'
import { usePerson } from '../../kit/page/use-person.ts'
import { useRegistrationActs } from './use-registration-acts.ts'

const lazyDialog = lazyPart(() => import('../../features/switch/test-event/test-event-dialog.tsx'))

type Size = 'page' | 'card'

const iconClass = (size: Size): string => (size === 'card' ? 'size-3.5' : 'size-4')

/**
 * Button that compares a subscription with the service's list. Renders nothing if the event has no listing
 * flow.
 */
export const CompareButton = ({
  subscription,
  size = 'page'
}: {
  subscription: Subscription
  size?: Size
}) => {
  const { compare, isComparing } = useRegistrationActs(subscription)
  if (subscription.terms.listing === undefined) return null
  return (
    <Button
      size={size}
      className="self-start"
      icon={<GitCompareArrows aria-hidden className={iconClass(size)} strokeWidth={1.75} />}
      busy={isComparing}
      onClick={compare}
    >
      Compare with the service
    </Button>
  )
}

/**
 * Returns true if a subscription accepts actions: it is the current one of its flow, and on or paused.
 */
export const isActionable = (subscription: Subscription): boolean =>
  subscription.wanted && canRotate(subscription)

/** Button that sends a test event to the flow of a subscription, in a dialog. */
const SendTestEvent = ({ flowId, name, size }: { flowId: string; name: string; size: Size }) => {
  const [isSending, setSending] = useState(false)
  const dialog = useLazyLayer(lazyDialog, isSending)
  return (
    <>
      <Button
        size={size}
        icon={<Send aria-hidden className={iconClass(size)} strokeWidth={1.75} />}
        onClick={() => setSending(true)}
      >
        Send a test event
      </Button>
      {dialog !== null && (
        <dialog.TestEventDialog flowId={flowId} name={name} open={isSending} onOpenChange={setSending} />
      )}
    </>
  )
}

/**
 * Buttons of a registration: send a test event, register again, compare with the service, pause. Renders
 * nothing for viewers, and if the subscription is not on.
 */
export const RegistrationActions = ({
  subscription,
  name,
  size,
  className
}: {
  subscription: Subscription
  /** Name of the flow. */
  name: string
  size: Size
  className?: string
}) => {
  const { registerAgain, isRegistering, togglePause, isPausing } = useRegistrationActs(subscription)
  const mayAct = usePerson().role !== 'viewer'
  const { terms, flowId, status, hold } = subscription
  if (!mayAct || !isActionable(subscription)) return null
  const isOn = status.is === 'on'
  const PauseIcon = isOn ? Pause : Play
  return (
    <div className={cx('flex flex-wrap gap-2', className)}>
      {hasEventUrl(terms) && <SendTestEvent flowId={flowId} name={name} size={size} />}
      {hasEventUrl(terms) && !isEnteredByHand(terms) && (
        <Button
          size={size}
          busy={isRegistering}
          icon={<RefreshCw aria-hidden className={iconClass(size)} strokeWidth={1.75} />}
          onClick={registerAgain}
        >
          Register again
        </Button>
      )}
      <CompareButton subscription={subscription} size={size} />
      {hold === null && (
        <Button
          size={size}
          busy={isPausing}
          icon={<PauseIcon aria-hidden className={iconClass(size)} strokeWidth={1.75} />}
          onClick={togglePause}
        >
          {isOn ? 'Pause' : 'Resume'}
        </Button>
      )}
    </div>
  )
}
