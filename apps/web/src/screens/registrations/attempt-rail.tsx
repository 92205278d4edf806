import { formatDuration, isEnteredByHand } from '@hookwright/model'
import { cx, Spinner, type Tone } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { Check, Minus } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatFullTime } from '../../features/history/format-time.ts'
import { RegistrationBadge } from '../../features/history/status-badges.tsx'
import type { OpenedRegistration } from '../../features/switch/api-types.ts'
import { attemptKindLabels, outcomeStyles } from '../../features/switch/format-registration.ts'
import { logLinesOf } from '../../features/switch/log-lines.ts'
import { FaultHelp } from '../../kit/help/help-link.tsx'
import { useWhyNotMaker } from '../../kit/page/use-person.ts'
import { stepsOfAttempt } from './attempt-steps.ts'
import { looseColumns, middleClass, railClass, StepRows, startClass } from './step-rows.tsx'

type Act = OpenedRegistration['attempts'][number]

const isAlarming = (tone: Tone): boolean => tone === 'err' || tone === 'warn'

const nodeClass = (tone: Tone): string => {
  switch (tone) {
    case 'ok':
      return 'text-ok ring-rail-done'
    case 'err':
      return 'text-err ring-err'
    case 'warn':
      return 'text-warn ring-warn'
    case 'busy':
      return 'text-busy ring-rail-live'
    case 'neutral':
    case 'accent':
    case 'info':
      return 'text-ink-3 ring-rail'
  }
}

const nodeIcon = (tone: Tone): ReactNode => {
  if (tone === 'ok') return <Check className="size-3.5" strokeWidth={2.25} />
  if (tone === 'busy') return <Spinner className="size-3.5" />
  return isAlarming(tone) ? '!' : <Minus className="size-3.5" strokeWidth={2} />
}

/** Mark of an attempt on the rail: a ring with its result. The text next to it says the result. */
const Node = ({ tone }: { tone: Tone }) => (
  <span
    aria-hidden
    className={cx(
      'absolute top-3 left-1 z-1 flex size-6 items-center justify-center rounded-full bg-surface text-label font-semibold ring-[1.5px] ring-inset',
      nodeClass(tone)
    )}
  >
    {nodeIcon(tone)}
  </span>
)

/** Result of an attempt. A success is a word only, since the mark on the rail is the check mark. */
const Outcome = ({ tone, word }: { tone: Tone; word: string }) =>
  tone === 'ok' ? (
    <span className="inline-block text-small font-normal text-ink-2 first-letter:uppercase">{word}</span>
  ) : (
    <RegistrationBadge tone={tone} word={word} />
  )

/**
 * Details of one attempt to register, renew or deregister a subscription: purpose, time, duration, result,
 * and steps with their requests.
 */
const AttemptPart = ({
  registration: { subscription, event },
  act,
  columns,
  isFirst,
  isLast
}: {
  registration: OpenedRegistration
  act: Act
  columns: string | null
  isFirst: boolean
  isLast: boolean
}) => {
  const isMaker = useWhyNotMaker() === null
  const { kind, outcome, startedAt, endedAt, fault, runId } = act.attempt
  const isEmpty = outcome === 'succeeded' && runId === null && isEnteredByHand(subscription.terms)
  const { word, tone } = isEmpty ? { word: 'nothing sent', tone: 'neutral' as const } : outcomeStyles[outcome]
  const lines = logLinesOf(
    { ...act, lines: stepsOfAttempt(act, event?.connectorName ?? null), subscription },
    outcome !== 'running'
  )
  const rail = railClass(tone)
  const goesOn = lines.length > 0 || !isLast
  return (
    <article aria-label={`${attemptKindLabels[kind]}, ${word}`} className="flex flex-col">
      <header
        className={cx(
          'relative grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-6 pt-2.5 pb-0.5',
          rail,
          isFirst ? 'before:top-6' : 'before:top-0',
          goesOn ? 'before:bottom-0' : isFirst ? 'before:hidden' : 'before:h-6',
          columns ?? looseColumns
        )}
      >
        <Node tone={tone} />
        <h3
          className={cx(
            'm-0 flex min-h-7 min-w-0 flex-wrap items-center gap-x-3 pl-11 text-label',
            startClass(columns)
          )}
        >
          {attemptKindLabels[kind]}
          <Outcome tone={tone} word={word} />
          {runId !== null && (
            <Link
              to="/runs/$runId"
              params={{ runId }}
              className="inline-flex min-h-6 items-center text-small font-normal text-accent-text hover:underline"
            >
              Open run
            </Link>
          )}
        </h3>
        <time
          dateTime={new Date(startedAt).toISOString()}
          className={cx(
            'tabular text-small text-ink-3 max-md:order-1 max-md:col-span-2 max-md:pl-11',
            middleClass(columns)
          )}
        >
          {formatFullTime(startedAt)}
        </time>
        <span className="tabular text-right text-small whitespace-nowrap text-ink-3">
          {endedAt !== null && formatDuration(endedAt - startedAt)}
        </span>
      </header>
      {fault !== null && (
        <div
          className={cx('relative flex flex-col gap-1 py-1 pl-11', goesOn && cx(rail, 'before:inset-y-0'))}
        >
          <p className="m-0 max-w-160 text-body break-words text-ink-2">{fault.message}</p>
          <FaultHelp code={fault.code} />
        </div>
      )}
      {lines.length > 0 && (
        <StepRows lines={lines} columns={columns} linksCards={isMaker} rail={rail} endsRail={isLast} />
      )}
    </article>
  )
}

/**
 * Attempts of a registration on a vertical rail, newest first: each a ring, with its steps as dots below.
 */
export const AttemptRail = ({
  registration,
  columns = null
}: {
  registration: OpenedRegistration
  /** Grid columns of the surrounding table; null on a separate page. */
  columns?: string | null
}) =>
  registration.attempts
    .toReversed()
    .map((act, at, { length }) => (
      <AttemptPart
        key={act.attempt.id}
        registration={registration}
        act={act}
        columns={columns}
        isFirst={at === 0}
        isLast={at === length - 1}
      />
    ))
