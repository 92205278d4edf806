import { hasEventUrl, isEnteredByHand, type Subscription, shownFlowName } from '@hookwright/model'
import { IconButton, lazyPart, Menu, useLazy } from '@hookwright/ui'
import { useNavigate } from '@tanstack/react-router'
import { Ellipsis, GitCompareArrows, Link2, RefreshCw, Workflow } from 'lucide-react'
import { useState } from 'react'
import { usePerson } from '../../kit/page/use-person.ts'
import { isActionable } from './registration-actions.tsx'
import { useRegistrationActs } from './use-registration-acts.ts'

const lazyRotate = lazyPart(() => import('../../features/switch/event-url.tsx'))

/**
 * Menu of a registration in the list: register it again, rotate its Event URL, compare it with the service,
 * open its flow.
 */
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
  const { terms } = subscription
  const acts =
    mayAct && isActionable(subscription) && hasEventUrl(terms)
      ? [
          ...(isEnteredByHand(terms)
            ? []
            : [
                {
                  id: 'again',
                  label: 'Register again',
                  icon: <RefreshCw aria-hidden strokeWidth={1.75} />,
                  run: registerAgain
                }
              ]),
          {
            id: 'rotate',
            label: 'Rotate Event URL',
            icon: <Link2 aria-hidden strokeWidth={1.75} />,
            run: () => setAsks(true)
          },
          ...(terms.listing === undefined
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
