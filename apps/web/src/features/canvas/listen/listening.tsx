import type { ListenPanelProps } from '@hookwright/cards/views'
import { Button, Notice, Ring, Spinner } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { Ear, TimerReset } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useLatest } from '../../../kit/api/use-latest.ts'
import { secondTime } from '../../../kit/page/clock-time.ts'
import { CopyButton } from '../../history/copy-button.tsx'
import { JsonTree } from '../../history/json-tree.tsx'
import { keepCapturedSample } from '../samples.ts'
import { useCanvas } from '../use-canvas.tsx'
import { formatSignatureResult } from './format-signature.ts'
import { formatTimeLeft } from './format-time-left.ts'
import { type CapturedRequest, type ListenedRegistration, useListening } from './use-listening.ts'

const came = {
  'test-url': 'The request was received at the test URL, which is now closed.',
  'event-url': 'The request was received by one of your active flows, which runs as usual.'
}

const CapturedPart = ({ heard: { sample, at, signature } }: { heard: CapturedRequest }) => {
  const { says, needsAttention } = formatSignatureResult(signature)
  return (
    <>
      <Notice tone="ok">
        {sample.method} at {secondTime(sample.at)}
        {sample.contentType !== '' && `, ${sample.contentType}`}. {came[at]} {!needsAttention && `${says} `}
        The request is saved in this browser as a sample of this event.
      </Notice>
      {needsAttention && <Notice tone="warn">{says}</Notice>}
      <div className="max-h-80 overflow-y-auto rounded-s border border-line bg-surface p-2">
        <JsonTree value={sample.body} label="Body of the request" />
      </div>
    </>
  )
}

/** Returns true when the user must enter the test URL at the service manually. */
const mustBeEntered = (registration: ListenedRegistration | null): boolean =>
  registration === null || registration.state.is === 'failed' || registration.state.is === 'left'

/** Shows the progress of registering the test URL: “Registering the test URL at the service with “Acme”…” */
const RegistrationPart = ({
  registration: { connectionName, state }
}: {
  registration: ListenedRegistration
}) => {
  const through = connectionName === null ? '' : ` with “${connectionName}”`
  switch (state.is) {
    case 'registering':
      return (
        <p className="m-0 flex items-center gap-2 text-body text-ink-2">
          <Spinner />
          Registering the test URL at the service{through}…
        </p>
      )
    case 'registered':
      return (
        <Notice tone="info">
          The test URL is registered at the service{through}. The registration is removed when a request
          arrives or listening ends.
        </Notice>
      )
    case 'removing':
      return (
        <p className="m-0 flex items-center gap-2 text-body text-ink-2">
          <Spinner />
          Removing the registration at the service…
        </p>
      )
    case 'removed':
      return <p className="m-0 text-body text-ink-2">The registration at the service was removed.</p>
    case 'failed':
      return (
        <Notice tone="warn">
          The test URL could not be registered: {state.fault.message} Enter the test URL at the service
          manually.
        </Notice>
      )
    case 'left':
      return (
        <Notice tone="warn">
          A registration may still exist at the service: {state.fault.message}{' '}
          <Link to="/registrations" className="underline">
            Open Registrations
          </Link>
        </Notice>
      )
  }
}

/** Text with a copy button, to be entered at the service. */
const ToCopy = ({ text }: { text: string }) => (
  <div className="flex flex-wrap items-center gap-2">
    <code className="min-w-0 grow basis-60 rounded-xs bg-sunken px-2 py-1.5 font-code text-small break-all">
      {text}
    </code>
    <CopyButton text={text}>Copy</CopyButton>
  </div>
)

/**
 * Captures the next request while it is mounted. It shows the test URL and the remaining time, then the
 * request.
 */
export const Listening = ({ onHeard, children }: ListenPanelProps) => {
  const canvas = useCanvas()
  const { state, registration, again, extend } = useListening(canvas.flowId)
  const latest = useLatest(onHeard)
  const whole = useRef<HTMLElement>(null)
  const heard = state.is === 'heard' ? state.heard.sample : null

  // The first request becomes a sample by itself.
  useEffect(() => {
    if (heard !== null) latest.current(keepCapturedSample(canvas, heard))
  }, [canvas, heard, latest])

  /** Listens again and moves the focus to the panel, since the pressed button disappears. */
  const listenAgain = (): void => {
    again()
    whole.current?.focus()
  }

  const longer = (
    <Button
      size="card"
      busy={extend.isBusy}
      icon={<TimerReset aria-hidden className="size-4" strokeWidth={1.75} />}
      onClick={() => {
        extend.run()
        if (state.is === 'over') whole.current?.focus()
      }}
    >
      Add 2 minutes
    </Button>
  )

  return (
    <section ref={whole} tabIndex={-1} aria-label="Listening" className="flex min-w-0 flex-col gap-3">
      {state.is === 'beginning' && <Spinner />}
      {state.is === 'failed' && <Notice tone="err">{state.why}</Notice>}
      {state.is === 'listening' && (
        <>
          <p className="m-0 text-body text-ink-2">
            {mustBeEntered(registration)
              ? 'Have the service send a request to this test URL.'
              : 'Trigger an event at the service. It sends the event to this test URL.'}{' '}
            You can also use an event that arrives at one of your active flows.
          </p>
          {registration !== null && <RegistrationPart registration={registration} />}
          <ToCopy text={state.url} />
          {state.signingSecret !== null && mustBeEntered(registration) && (
            <>
              <p className="m-0 text-body text-ink-2">
                Enter this signing secret at the service. It is valid for this test only.
              </p>
              <ToCopy text={state.signingSecret} />
            </>
          )}
          <p className="tabular m-0 flex items-center gap-2 text-body text-ink">
            <Ring part={1 - state.left / state.of} label="Listening" />
            <span role="timer" className="grow">
              {formatTimeLeft(state.left)} left
            </span>
            {longer}
          </p>
        </>
      )}
      {state.is === 'over' && (
        <Notice tone="warn">
          No request was received, so the test URL was closed. Check that the service can reach this server.
          Then add 2 minutes, or listen again at a new URL.
        </Notice>
      )}
      {extend.why !== null && <Notice tone="err">{extend.why}</Notice>}
      <div aria-live="polite" className="flex min-w-0 flex-col gap-3 empty:hidden">
        {state.is === 'heard' && <CapturedPart heard={state.heard} />}
        {(state.is === 'heard' || state.is === 'over') && registration !== null && (
          <RegistrationPart registration={registration} />
        )}
      </div>
      {(state.is === 'heard' || state.is === 'over' || state.is === 'failed') && (
        <div className="flex flex-wrap items-center gap-2">
          {state.is === 'heard' && children}
          {state.is === 'over' && longer}
          <Button icon={<Ear aria-hidden className="size-4" strokeWidth={1.75} />} onClick={listenAgain}>
            Listen again
          </Button>
        </div>
      )}
    </section>
  )
}
