import { errorMessageOf, type Id, startKindOf } from '@hookwright/model'
import { Button, cx, IconButton, Spinner } from '@hookwright/ui'
import {
  CircleAlert,
  CircleCheck,
  CirclePause,
  Info,
  LoaderCircle,
  Pause,
  TriangleAlert,
  X
} from 'lucide-react'
import { FaultHelp } from '../../kit/help/help-link.tsx'
import { minuteTime } from '../../kit/page/clock-time.ts'
import { useCopy } from '../../kit/page/use-copy.ts'
import { useLostFocus } from '../../kit/page/use-lost-focus.ts'
import { usePerson, useWhyNotMaker } from '../../kit/page/use-person.ts'
import { BlockerList } from './blocker-list.tsx'
import { CleanupEntries } from './cleanup-entries.tsx'
import { EndpointAddress } from './endpoint/endpoint-address.tsx'
import { EventUrl } from './event-url.tsx'
import { logLinesOf } from './log-lines.ts'
import { NextRun } from './next-run.tsx'
import { connectionRefused, type Outcome, outcomeOf } from './outcome.ts'
import { OutcomeFoot } from './outcome-foot.tsx'
import { BoxedLog } from './progress-log.tsx'
import { ReplacingPart } from './replacing-part.tsx'
import { reportOf } from './report.ts'
import { confirmsTurningOff, isBusy, isPaused, passedOf, type SwitchState } from './switch-state.ts'
import { useNow } from './use-now.ts'
import type { FlowSwitchState, SwitchProgress } from './use-switch.ts'

/** Content of the panel next to a switch: the log, a question (`asks`), or the blockers. */
export type PanelView = 'log' | 'asks' | 'blocked'

const icons = {
  busy: LoaderCircle,
  ok: CircleCheck,
  err: CircleAlert,
  warn: TriangleAlert,
  neutral: Info
}
const colours = {
  busy: 'text-busy',
  ok: 'text-ok',
  err: 'text-err',
  warn: 'text-warn',
  neutral: 'text-ink-3'
}

const Head = ({
  tone,
  paused = false,
  title,
  aside,
  onClose
}: {
  tone: Outcome['tone']
  paused?: boolean
  title: string
  aside: string | null
  onClose: () => void
}) => {
  const Icon = paused ? CirclePause : icons[tone]
  return (
    <div className="flex items-center gap-2">
      <Icon aria-hidden className={cx('size-4 shrink-0', colours[tone])} strokeWidth={1.75} />
      <h2 className="min-w-0 grow text-label">{title}</h2>
      {aside !== null && <span className="tabular text-small text-ink-2">{aside}</span>}
      <IconButton size="small" label="Close" icon={<X aria-hidden />} onClick={onClose} />
    </div>
  )
}

/** Formats the elapsed and the total time: `12 / 60 s`; null if nothing is in progress. */
const useCountdown = (switchState: SwitchState, ahead: number): string | null => {
  const busy = isBusy(switchState)
  const now = useNow(busy ? 250 : null) + ahead
  if (switchState.is !== 'turning-on' && switchState.is !== 'turning-off') return null
  const { seconds, of } = passedOf(switchState, now)
  return `${seconds} / ${of} s`
}

/** Returns the result of turning the flow on or off, as far as it is known; otherwise null. */
const outcomeNow = (progress: SwitchProgress | null, switchState: SwitchState): Outcome | null => {
  if (progress !== null) return outcomeOf(progress, switchState)
  return isBusy(switchState)
    ? { tone: 'busy', title: 'Turning on…', sentences: [], said: null, failed: null }
    : null
}

const CancelQuestion = ({ onCancel, onKeep }: { onCancel: () => void; onKeep: () => void }) => (
  <>
    <p className="text-body text-ink-2">
      The flow stays off. Hookwright removes all registrations that it knows of at the service.
    </p>
    <div className="flex flex-wrap gap-2">
      <Button size="card" look="danger" onClick={onCancel}>
        Cancel turning on
      </Button>
      <Button size="card" onClick={onKeep}>
        Keep going
      </Button>
    </div>
  </>
)

/** Question shown before a manually entered Event URL is ended. */
const OffQuestion = ({
  hasSecret,
  onPause,
  onOff,
  onKeep
}: {
  hasSecret: boolean
  /** Pauses the flow instead; null if it is already paused. */
  onPause: (() => void) | null
  onOff: () => void
  onKeep: () => void
}) => (
  <>
    <p className="text-body text-ink-2">
      The Event URL will respond with 410 Gone, so remove the webhook at the service. Turning the flow on
      again creates a new Event URL{hasSecret && ' and a new Signing Secret'}, which you must enter at the
      service.
    </p>
    {onPause !== null && (
      <p className="text-body text-ink-2">
        Pause the flow instead to keep the URL. Events are then stored, and run when the flow resumes.
      </p>
    )}
    <div className="flex flex-wrap gap-2">
      {onPause !== null && (
        <Button
          size="card"
          icon={<Pause aria-hidden className="size-3.5" strokeWidth={1.75} />}
          onClick={onPause}
        >
          Pause
        </Button>
      )}
      <Button size="card" look="danger" onClick={onOff}>
        Turn off
      </Button>
      <Button size="card" look="quiet" onClick={onKeep}>
        {onPause === null ? 'Keep it paused' : 'Keep it on'}
      </Button>
    </div>
  </>
)

/** Response of the service, verbatim. */
const Answer = ({ service, said }: { service: string; said: string }) => (
  <figure className="flex flex-col gap-1">
    <figcaption className="text-small text-ink-3">Response of {service}:</figcaption>
    <blockquote
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
      tabIndex={0}
      className="max-h-28 overflow-auto rounded-s bg-sunken px-2 py-1.5 font-code text-small break-words whitespace-pre-wrap"
    >
      {errorMessageOf(said) ?? said}
    </blockquote>
  </figure>
)

/** Panel of a switch with the live log, the result and the possible actions. */
export const SwitchPanel = ({
  flowId,
  name,
  connectorName,
  state,
  view,
  onView,
  onGone,
  onClose
}: {
  flowId: Id
  name: string
  connectorName: string | null
  state: FlowSwitchState
  view: PanelView
  onView: (view: PanelView) => void
  /** Called when the focused button disappears; the caller moves the focus. */
  onGone: () => void
  onClose: () => void
}) => {
  const copy = useCopy()
  const isMaker = useWhyNotMaker() === null
  const mayAct = usePerson().role !== 'viewer'
  const { switchState, progress, ahead } = state
  const aside = useCountdown(switchState, ahead)
  useLostFocus(state.openCleanup, onGone)

  if (view === 'blocked') {
    return (
      <>
        <Head tone="err" title="The flow cannot be turned on yet" aside={null} onClose={onClose} />
        <BlockerList flowId={flowId} onJump={onClose} />
      </>
    )
  }
  if (view === 'asks' && confirmsTurningOff(switchState, state.subscription)) {
    const answer = (act: () => void) => () => {
      act()
      onGone()
    }
    return (
      <>
        <Head tone="warn" title="Turn the flow off?" aside={null} onClose={onClose} />
        <OffQuestion
          hasSecret={state.subscription?.terms.secretByHand === true}
          onPause={
            isPaused(switchState)
              ? null
              : answer(() => {
                  onView('log')
                  state.pause(true)
                })
          }
          onOff={answer(() => {
            onView('log')
            state.turnOff()
          })}
          onKeep={answer(onClose)}
        />
      </>
    )
  }
  const asks = view === 'asks' && switchState.is === 'turning-on'
  const lines = progress === null ? [] : logLinesOf(progress, !isBusy(switchState))
  const outcome = outcomeNow(progress, switchState)
  if (outcome === null) {
    return state.unknown === null ? (
      <Spinner />
    ) : (
      <>
        <Head tone="err" title="The state of the flow is unknown" aside={null} onClose={onClose} />
        <p className="text-body text-ink-2">{state.unknown.message}</p>
      </>
    )
  }
  const fault = progress?.subscription.fault
  const isCalled = state.subscription !== null && startKindOf(state.subscription.terms) === 'endpoint'
  const copyReport = (): void => {
    const at = minuteTime(state.subscription?.since ?? Date.now())
    void copy(reportOf({ name, connectorName, at, outcome, lines }), 'Report copied.')
  }
  return (
    <>
      <Head
        tone={outcome.tone}
        paused={isPaused(switchState)}
        title={asks ? 'Cancel turning on?' : outcome.title}
        aside={aside}
        onClose={onClose}
      />
      {asks && (
        <CancelQuestion
          onCancel={() => {
            onView('log')
            state.turnOff()
            onGone()
          }}
          onKeep={() => {
            onView('log')
            onGone()
          }}
        />
      )}
      {outcome.sentences.map(sentence => (
        <p key={sentence} className="text-body break-words whitespace-pre-line text-ink-2">
          {sentence}
        </p>
      ))}
      {outcome.said !== null && <Answer service={connectorName ?? 'The service'} said={outcome.said} />}
      {outcome.tone === 'err' && fault != null && <FaultHelp code={fault.code} />}
      {progress?.successor && state.replacing && (
        <ReplacingPart
          progress={progress.successor}
          replacing={state.replacing}
          flow={switchState.is}
          ahead={ahead}
          linksCards={isMaker}
          onCancel={mayAct ? state.cancelReplacing : null}
        />
      )}
      {lines.length > 0 && state.replacing === null && <BoxedLog lines={lines} linksCards={isMaker} />}
      {state.openCleanup > 0 && switchState.is === 'off' && mayAct && (
        <CleanupEntries flowId={flowId} onGone={onGone} />
      )}
      {switchState.is === 'on' && mayAct && state.subscription !== null && (
        <EventUrl subscription={state.subscription} />
      )}
      {switchState.is === 'on' && mayAct && isCalled && <EndpointAddress flowId={flowId} />}
      {switchState.is === 'on' && <NextRun progress={progress} />}
      {!asks && mayAct && (
        <OutcomeFoot
          switchState={switchState}
          failed={isMaker ? outcome.failed : null}
          refused={progress === null ? null : connectionRefused(progress)}
          subscriptionId={state.subscription?.id ?? null}
          repairing={progress?.repairing === true}
          onCancel={() => {
            state.turnOff()
            onGone()
          }}
          onTryAgain={() => {
            state.turnOn()
            onGone()
          }}
          onPause={state.pause}
          onCopyReport={copyReport}
          onClose={onClose}
        />
      )}
    </>
  )
}
