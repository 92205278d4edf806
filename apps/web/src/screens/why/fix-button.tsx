import type { Id, WhyFix } from '@hookwright/model'
import { Button, type ButtonLook, buttonClass } from '@hookwright/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { SendTestEvent } from '../../features/switch/test-event/send-test-event.tsx'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import { usePerson, useWhyNotMaker } from '../../kit/page/use-person.ts'

type Act = Extract<WhyFix['do'], 'turn-on' | 'resume' | 're-register' | 'renew'>

const actLabels: Record<Act, string> = {
  'turn-on': 'Turn on',
  resume: 'Resume',
  're-register': 'Register again',
  renew: 'Renew now'
}

/** Returns the actions that fix a flow directly: turn on, resume, register again, and renew. */
const useActs = (flowId: Id, onDone: () => void): Record<Act, { isBusy: boolean; run: () => void }> => {
  const { flows, subscriptions } = useTrpc()
  const queries = useQueryClient()
  const notifier = useNotifier()
  const how = {
    onError: notifier.failed,
    onSuccess: onDone,
    onSettled: () =>
      Promise.all(
        [flows, subscriptions].map(({ pathKey }) => queries.invalidateQueries({ queryKey: pathKey() }))
      )
  }
  const on = useMutation(subscriptions.switchOn.mutationOptions(how))
  const pause = useMutation(subscriptions.pause.mutationOptions(how))
  const anew = useMutation(subscriptions.reRegister.mutationOptions(how))
  const renew = useMutation(subscriptions.renewNow.mutationOptions(how))
  return {
    'turn-on': { isBusy: on.isPending, run: () => on.mutate({ flowId }) },
    resume: { isBusy: pause.isPending, run: () => pause.mutate({ flowId, paused: false }) },
    're-register': { isBusy: anew.isPending, run: () => anew.mutate({ flowId }) },
    renew: { isBusy: renew.isPending, run: () => renew.mutate({ flowId }) }
  }
}

const ActButton = ({
  act,
  flowId,
  look,
  onDone
}: {
  act: Act
  flowId: Id
  look: ButtonLook
  onDone: () => void
}) => {
  const { isBusy, run } = useActs(flowId, onDone)[act]
  return (
    <Button look={look} busy={isBusy} onClick={run}>
      {actLabels[act]}
    </Button>
  )
}

/** Button that sends a single request to a blocked service. The response determines if the breaker closes. */
const ProbeButton = ({
  of,
  look,
  onDone
}: {
  of: Extract<WhyFix, { do: 'probe-service' }>['of']
  look: ButtonLook
  onDone: () => void
}) => {
  const notifier = useNotifier()
  const { mutate, isPending } = useMutation(
    useTrpc().openBreakers.probe.mutationOptions({
      onError: notifier.failed,
      onSuccess: () => {
        notifier.done(`The next call to ${of.host} is sent as a probe to check whether the host responds.`)
        onDone()
      }
    })
  )
  return (
    <Button look={look} busy={isPending} aria-label={`Probe ${of.host} now`} onClick={() => mutate(of)}>
      Probe now
    </Button>
  )
}

/**
 * Button that fixes a problem or links to the page where it can be fixed. Renders nothing for a fix that
 * viewers may not apply.
 */
export const FixButton = ({
  fix,
  flowId,
  name,
  isFirst,
  onDone
}: {
  fix: WhyFix
  flowId: Id
  /** Name of the flow. */
  name: string
  /** True for the first fix of the cause. */
  isFirst: boolean
  /** Called once the fix was applied, when the button may disappear. */
  onDone: () => void
}) => {
  const mayAct = usePerson().role !== 'viewer'
  const makes = useWhyNotMaker() === null
  const look = isFirst ? 'primary' : 'plain'
  const className = buttonClass({ look })
  switch (fix.do) {
    case 'turn-on':
    case 'resume':
    case 're-register':
    case 'renew':
      return mayAct ? <ActButton act={fix.do} flowId={flowId} look={look} onDone={onDone} /> : null
    case 'send-test-event':
      return mayAct ? <SendTestEvent flowId={flowId} name={name} words="always" /> : null
    case 'open-flow':
      return (
        <Link to="/flows/$flowId" params={{ flowId }} className={className}>
          Open the flow
        </Link>
      )
    case 'open-deliveries':
      return (
        <Link to="/flows/$flowId/deliveries" params={{ flowId }} className={className}>
          Open deliveries
        </Link>
      )
    case 'open-registration':
      return (
        <Link
          to="/registrations/$subscriptionId"
          params={{ subscriptionId: fix.subscriptionId }}
          className={className}
        >
          Show attempts
        </Link>
      )
    case 'open-delivery':
      return (
        <Link to="/deliveries/$deliveryId" params={{ deliveryId: fix.deliveryId }} className={className}>
          Open the delivery
        </Link>
      )
    case 'open-first-delivery':
      return (
        <Link to="/deliveries/$deliveryId" params={{ deliveryId: fix.deliveryId }} className={className}>
          Open the first delivery
        </Link>
      )
    case 'open-waiting':
    case 'open-on-hold':
      return (
        <Link
          to="/flows/$flowId/runs"
          params={{ flowId }}
          search={{ status: fix.do === 'open-on-hold' ? 'on-hold' : 'waiting' }}
          className={className}
        >
          {fix.do === 'open-on-hold' ? 'Show runs on hold' : 'Show waiting runs'}
        </Link>
      )
    case 'probe-service':
      return mayAct && (fix.of.connectionId !== null || makes) ? (
        <ProbeButton of={fix.of} look={look} onDone={onDone} />
      ) : null
    case 'open-run':
      return (
        <Link to="/runs/$runId" params={{ runId: fix.runId }} className={className}>
          Open the run
        </Link>
      )
  }
}
