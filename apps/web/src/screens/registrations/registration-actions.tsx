import { hasEventUrl, isEnteredByHand, type Subscription } from '@hookwright/model'
import { Button, lazyPart, useLazyLayer } from '@hookwright/ui'
import { RefreshCw, Send } from 'lucide-react'
import { useState } from 'react'
import { canRotate } from '../../features/switch/is-on.ts'
import { usePerson } from '../../kit/page/use-person.ts'
import { useRegistrationActs } from './compare-button.tsx'

const lazyDialog = lazyPart(() => import('../../features/switch/test-event/test-event-dialog.tsx'))

/**
 * Buttons of an open registration: register it again, or send a test event. Renders nothing if it accepts no
 * events.
 */
export const RegistrationActions = ({ subscription, name }: { subscription: Subscription; name: string }) => {
  const { registerAgain, isRegistering } = useRegistrationActs(subscription)
  const [isSending, setSending] = useState(false)
  const dialog = useLazyLayer(lazyDialog, isSending)
  const mayAct = usePerson().role !== 'viewer'
  const { terms, wanted, flowId } = subscription
  if (!mayAct || !wanted || !canRotate(subscription) || !hasEventUrl(terms)) return null
  return (
    <div className="flex flex-wrap gap-2 pt-1.5 pb-2 pl-11">
      {!isEnteredByHand(terms) && (
        <Button
          size="card"
          busy={isRegistering}
          icon={<RefreshCw aria-hidden className="size-3.5" strokeWidth={1.75} />}
          onClick={registerAgain}
        >
          Register again
        </Button>
      )}
      <Button
        size="card"
        icon={<Send aria-hidden className="size-3.5" strokeWidth={1.75} />}
        onClick={() => setSending(true)}
      >
        Send a test event
      </Button>
      {dialog !== null && (
        <dialog.TestEventDialog flowId={flowId} name={name} open={isSending} onOpenChange={setSending} />
      )}
    </div>
  )
}
