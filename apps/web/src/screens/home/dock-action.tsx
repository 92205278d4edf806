import type { Id } from '@hookwright/model'
import { Button, buttonClass, cx } from '@hookwright/ui'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ExternalLink } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Checklist, FirstStep } from '../../features/first-steps/first-steps.ts'
import { useLoadSample } from '../../features/sample/use-load-sample.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import { usePracticeUrl } from '../../kit/page/use-practice-url.ts'
import { SeeRun } from './see-run.tsx'
import { StopServer } from './stop-server.tsx'

// Outlined, since the page beside it may have a main action of its own.
const lookClass = cx(buttonClass({ look: 'plain', size: 'card' }), 'w-full')

const LoadSample = () => {
  const { load, busy, whyNot } = useLoadSample({ isStep: true })
  return whyNot === null ? (
    <Button size="card" busy={busy} className="w-full" onClick={load}>
      Load the sample
    </Button>
  ) : (
    <p className="text-small text-ink-2">{whyNot}</p>
  )
}

const TurnOn = ({ flowId }: { flowId: Id }) => {
  const notifier = useNotifier()
  const { mutate, isPending } = useMutation(
    useTrpc().subscriptions.switchOn.mutationOptions({ onError: notifier.failed })
  )
  return (
    <Button size="card" busy={isPending} className="w-full" onClick={() => mutate({ flowId })}>
      Turn it on
    </Button>
  )
}

const SendEvent = () => {
  const practiceUrl = usePracticeUrl()
  return practiceUrl === null ? null : (
    <a
      href={practiceUrl}
      target="_blank"
      rel="noreferrer"
      className={lookClass}
      aria-label="Open Acme HR in a new tab: Send an event"
    >
      Open Acme HR
      <ExternalLink aria-hidden className="size-3.5" strokeWidth={1.75} />
    </a>
  )
}

/** Button in the navigation that performs the next step or links to its page. */
export const DockAction = ({ step, sample }: { step: FirstStep; sample: Checklist['sample'] }): ReactNode => {
  // These steps can be done without the sample, by an own flow.
  if (step.id === 'see-run')
    return <SeeRun step={step} flowId={sample?.flowId ?? null} className={lookClass} />
  if (step.id === 'stop-server') return <StopServer step={step} look="plain" className="h-7! w-full" />
  if (step.id === 'load-sample' || sample === null) return <LoadSample />
  switch (step.id) {
    case 'open-flow':
      return (
        <Link to="/flows/$flowId" params={{ flowId: sample.flowId }} className={lookClass}>
          Open the flow
        </Link>
      )
    case 'turn-on':
      return <TurnOn flowId={sample.flowId} />
    case 'send-event':
      return <SendEvent />
    case 'sign-in':
      return null
  }
}
