import { hasEventUrl, isEnteredByHand, type Subscription, shownFlowName } from '@hookwright/model'
import { IconButton, lazyPart, Menu, useLazy } from '@hookwright/ui'
import { useNavigate } from '@tanstack/react-router'
import { Ellipsis, GitCompareArrows, RefreshCw, Workflow } from 'lucide-react'
import { useState } from 'react'
import { canRotate } from '../../features/switch/is-on.ts'
import { usePerson } from '../../kit/page/use-person.ts'
import { useRegistrationActs } from './compare-button.tsx'

const lazyRotate = lazyPart(() => import('../../features/switch/event-url.tsx'))

/** Menu of a registration in the list: register it again, compare it with the service, open its flow. */
export const RegistrationMenu = ({
  subscription,
  flowName
}: {
  subscription: Subscription
  flowName: string | null
}) => {
  const navigate = useNavigate()
  const { registerAgain, compare } = useRegistrationActs(subscription)
  const [asks, setAsks] = useState(false)
  const rotate = useLazy(lazyRotate, asks)
  const mayAct = usePerson().role !== 'viewer'
  const byHand = isEnteredByHand(subscription.terms)
  const acts =
    mayAct && subscription.wanted && canRotate(subscription) && hasEventUrl(subscription.terms)
      ? [
          {
            id: 'again',
            label: byHand ? 'Rotate Event URL' : 'Register again',
            icon: <RefreshCw aria-hidden strokeWidth={1.75} />,
            run: byHand ? () => setAsks(true) : registerAgain
          },
          ...(subscription.terms.listing === undefined
            ? []
            : [
                {
                  id: 'compare',
                  label: 'Compare with the service',
                  icon: <GitCompareArrows aria-hidden strokeWidth={1.75} />,
                  run: compare
                }
              ])
        ]
      : []
  return (
    <>
      <Menu
        groups={[
          acts,
          [
            {
              id: 'flow',
              label: 'Open the flow',
              icon: <Workflow aria-hidden strokeWidth={1.75} />,
              run: () => void navigate({ to: '/flows/$flowId', params: { flowId: subscription.flowId } })
            }
          ]
        ].filter(group => group.length > 0)}
        trigger={<IconButton label={`More for ${shownFlowName(flowName)}`} icon={<Ellipsis aria-hidden />} />}
      />
      {rotate !== null && (
        <rotate.RotateDialog subscription={subscription} open={asks} onOpenChange={setAsks} />
      )}
    </>
  )
}
