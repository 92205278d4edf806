import { type Id, shownFlowName } from '@hookwright/model'
import { Button, buttonClass } from '@hookwright/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ExternalLink } from 'lucide-react'
import type { ReactNode } from 'react'
import { FlowSwitch } from '../../features/switch/flow-switch.tsx'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { usePracticeUrl } from '../../kit/page/use-practice-url.ts'
import { useSay } from '../../kit/page/use-say.ts'
import { useSignInStarter } from '../../kit/page/use-sign-in-starter.ts'
import { type Checklist, type FirstStep, ownConnectionsTo } from './first-steps.ts'
import { stepTexts } from './format-step.ts'
import { LoadSampleButton } from './load-sample-button.tsx'

/** The switch of a flow, the very one that stands on its canvas. */
const TurnOn = ({ flowId }: { flowId: Id }) => {
  const { data: flow } = useQuery(useTrpc().flows.summary.queryOptions({ flowId }))
  if (flow === undefined) return null
  const { name, event } = flow
  return (
    <FlowSwitch
      flowId={flowId}
      name={shownFlowName(name)}
      connectorName={event?.connectorName ?? null}
      listed={flow}
      // Beneath it stand the buttons of the next steps.
      side="left"
    />
  )
}

type Sample = NonNullable<Checklist['sample']>

const lookOf = ({ is }: FirstStep): 'primary' | 'plain' => (is === 'next' ? 'primary' : 'plain')

/** Says what it opens to those who do not see the row that it stands in. */
const named = (words: string, { id }: FirstStep) => ({ 'aria-label': `${words}: ${stepTexts[id].title}` })

/** Disabled button of a step that requires another one first. */
const Waiting = ({ step, words }: { step: FirstStep; words: string }) => (
  <Button disabled {...named(words, step)}>
    {words}
  </Button>
)

/** The newest run of the sample's flow, or of any before there is one. */
const SeeRun = ({ step, sample }: { step: FirstStep; sample: Sample }) => {
  const { data } = useQuery(useTrpc().runs.list.queryOptions({ flowId: sample.flowId, limit: 1 }))
  const runId = data?.rows[0]?.id
  if (runId === undefined)
    return (
      <Link to="/runs" className={buttonClass({ look: lookOf(step) })}>
        See the runs
      </Link>
    )
  return (
    <Link
      to="/runs/$runId"
      params={{ runId }}
      className={buttonClass({ look: lookOf(step) })}
      {...named('See it', step)}
    >
      See it
    </Link>
  )
}

const SendEvent = ({ step }: { step: FirstStep }) => {
  const practiceUrl = usePracticeUrl()
  if (practiceUrl === null) return <Waiting step={step} words="Open Acme HR" />
  return (
    <a
      href={practiceUrl}
      target="_blank"
      rel="noreferrer"
      className={buttonClass({ look: lookOf(step) })}
      aria-label="Open Acme HR in a new tab: Send an event"
    >
      Open Acme HR
      <ExternalLink aria-hidden className="size-4" strokeWidth={1.75} />
    </a>
  )
}

/** Link to the page of Acme Chat, where the message of the sample is. */
export const ChatLink = () => {
  const chatUrl = usePracticeUrl('chatUrl')
  if (chatUrl === null) return null
  return (
    <>
      {' '}
      <a href={chatUrl} target="_blank" rel="noreferrer" className="text-accent-text underline">
        Open Acme Chat
      </a>
    </>
  )
}

/**
 * Signs in at Acme Chat with a connection of the person's own, which is made unless an earlier try left one.
 */
const SignIn = ({ step, chat }: { step: FirstStep; chat: NonNullable<Sample['chat']> }) => {
  const trpc = useTrpc()
  const say = useSay()
  const { begin, isBusy } = useSignInStarter('user')
  const create = useMutation(trpc.connections.create.mutationOptions())
  const { data: connections } = useQuery(trpc.connections.overview.queryOptions())
  const own = connections && ownConnectionsTo(chat, connections)
  if (step.is === 'done')
    return (
      <Link
        to="/connections"
        className={buttonClass({ look: 'plain' })}
        {...named('See the connection', step)}
      >
        See the connection
      </Link>
    )
  const signIn = async (): Promise<void> => {
    const about = { connectorId: chat.connectorId, name: 'My Acme Chat account', values: {} }
    const { id } = own?.[0] ?? (await create.mutateAsync(about))
    await begin(id)
  }
  return (
    <Button
      look={lookOf(step)}
      busy={isBusy || create.isPending}
      disabled={own === undefined}
      onClick={() => say.ifFails(signIn())}
      {...named('Sign in', step)}
    >
      Sign in
    </Button>
  )
}

/** The button of a step: it does it, or goes where it is done. */
export const StepAction = ({ step, sample }: { step: FirstStep; sample: Sample | null }): ReactNode => {
  const look = lookOf(step)
  if (step.id === 'load-sample') return step.is === 'done' ? null : <LoadSampleButton look={look} />
  if (sample === null || step.is === 'waiting') return <Waiting step={step} words={waitingLabels[step.id]} />
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
      return <TurnOn flowId={sample.flowId} />
    case 'send-event':
      return <SendEvent step={step} />
    case 'see-run':
      return <SeeRun step={step} sample={sample} />
    case 'open-builder':
      return (
        <Link
          to="/connectors/$connectorId/flows"
          params={{ connectorId: sample.connectorId }}
          className={buttonClass({ look })}
          {...named('Open', step)}
        >
          Open
        </Link>
      )
    case 'sign-in':
      return sample.chat && <SignIn step={step} chat={sample.chat} />
  }
}

const waitingLabels: Record<Exclude<FirstStep['id'], 'load-sample'>, string> = {
  'open-flow': 'Open',
  'turn-on': 'Turn on',
  'send-event': 'Open Acme HR',
  'see-run': 'See it',
  'open-builder': 'Open',
  'sign-in': 'Sign in'
}
