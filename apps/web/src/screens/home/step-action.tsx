import { type Id, shownFlowName } from '@hookwright/model'
import { Button, buttonClass } from '@hookwright/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ExternalLink } from 'lucide-react'
import type { ReactNode } from 'react'
import { type Checklist, type FirstStep, ownConnectionsTo } from '../../features/first-steps/first-steps.ts'
import { LoadSampleButton } from '../../features/sample/load-sample-button.tsx'
import { FlowSwitch } from '../../features/switch/flow-switch.tsx'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import { usePracticeUrl } from '../../kit/page/use-practice-url.ts'
import { useSignInStarter } from '../../kit/page/use-sign-in-starter.ts'
import { buttonLookOf, named } from './format-step.ts'
import { SeeRun } from './see-run.tsx'
import { StopServer } from './stop-server.tsx'

/** Switch of a flow, the same as on its canvas. */
const TurnOn = ({ step, flowId }: { step: FirstStep; flowId: Id }) => {
  const { data: flow } = useQuery(useTrpc().flows.summary.queryOptions({ flowId }))
  if (flow === undefined) return null
  const { name, event } = flow
  return (
    <span className="inline-flex h-(--h-control) items-center gap-2.5">
      {step.is === 'next' && (
        <span aria-hidden className="text-label text-ink">
          Turn on
        </span>
      )}
      <FlowSwitch
        flowId={flowId}
        name={shownFlowName(name)}
        connectorName={event?.connectorName ?? null}
        listed={flow}
        // Beneath it stand the buttons of the next steps.
        side="left"
      />
    </span>
  )
}

type Sample = NonNullable<Checklist['sample']>

const SendEvent = ({ step }: { step: FirstStep }) => {
  const practiceUrl = usePracticeUrl()
  if (practiceUrl === null) return null
  return (
    <a
      href={practiceUrl}
      target="_blank"
      rel="noreferrer"
      className={buttonClass({ look: buttonLookOf(step) })}
      aria-label="Open Acme HR in a new tab: Send an event"
    >
      Open Acme HR
      <ExternalLink aria-hidden className="size-4" strokeWidth={1.75} />
    </a>
  )
}

/** Link to the page of Acme Chat, with the message of the sample. */
export const ChatLink = () => {
  const chatUrl = usePracticeUrl('chatUrl')
  if (chatUrl === null) return null
  return (
    <>
      {' '}
      <a href={chatUrl} target="_blank" rel="noreferrer" className="rounded-xs text-accent-text underline">
        Open Acme Chat
      </a>
    </>
  )
}

/** Button to sign in at Acme Chat with the member's own connection, which it creates if necessary. */
const SignIn = ({ step, chat }: { step: FirstStep; chat: NonNullable<Sample['chat']> }) => {
  const trpc = useTrpc()
  const notifier = useNotifier()
  const { begin, isBusy } = useSignInStarter('user')
  const create = useMutation(trpc.connections.create.mutationOptions())
  const { data: connections } = useQuery(trpc.connections.overview.queryOptions())
  const own = connections && ownConnectionsTo(chat, connections)
  if (step.is === 'done')
    return (
      <Link to="/connections" className={buttonClass({ look: 'plain' })} {...named('Show connection', step)}>
        Show connection
      </Link>
    )
  const signIn = async (): Promise<void> => {
    const about = { connectorId: chat.connectorId, name: 'My Acme Chat account', values: {} }
    const { id } = own?.[0] ?? (await create.mutateAsync(about))
    await begin(id)
  }
  return (
    <Button
      busy={isBusy || create.isPending}
      disabled={own === undefined}
      onClick={() => notifier.ifFails(signIn())}
      {...named('Sign in', step)}
    >
      Sign in
    </Button>
  )
}

/**
 * Button of a step, which performs the step or links to its page. Renders nothing while another step is
 * required first.
 */
export const StepAction = ({ step, sample }: { step: FirstStep; sample: Sample | null }): ReactNode => {
  const look = buttonLookOf(step)
  if (step.id === 'load-sample') return step.is === 'done' ? null : <LoadSampleButton isStep look={look} />
  if (step.is === 'waiting') return null
  // These steps can be done without the sample, by an own flow.
  if (step.id === 'see-run')
    return <SeeRun step={step} flowId={sample?.flowId ?? null} className={buttonClass({ look })} />
  if (step.id === 'stop-server') return <StopServer step={step} />
  if (sample === null) return null
  switch (step.id) {
    case 'open-flow':
      return (
        <Link
          to="/flows/$flowId"
          params={{ flowId: sample.flowId }}
          className={buttonClass({ look })}
          {...named('Open', step)}
        >
          Open
        </Link>
      )
    case 'turn-on':
      return <TurnOn step={step} flowId={sample.flowId} />
    case 'send-event':
      return <SendEvent step={step} />
    case 'sign-in':
      return sample.chat && <SignIn step={step} chat={sample.chat} />
  }
}
