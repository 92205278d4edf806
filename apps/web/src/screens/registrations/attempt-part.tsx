import { formatDuration, isEnteredByHand, type Subscription } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { formatFullTime } from '../../features/history/format-time.ts'
import { RegistrationBadge } from '../../features/history/status-badges.tsx'
import type { OpenedRegistration } from '../../features/switch/api-types.ts'
import { attemptKindLabels, outcomeStyles } from '../../features/switch/format-registration.ts'
import { logLinesOf } from '../../features/switch/log-lines.ts'
import { FaultHelp } from '../../kit/help/help-link.tsx'
import { useWhyNotMaker } from '../../kit/page/use-person.ts'
import { stepsOfAttempt } from './attempt-steps.ts'
import { looseColumns, middleClass, StepRows, startClass } from './step-rows.tsx'

/**
 * Details of one attempt to register, renew or deregister a subscription: purpose, time, duration, result,
 * and steps with their requests.
 */
export const AttemptPart = ({
  subscription,
  connectorName,
  act,
  columns = null
}: {
  subscription: Subscription
  /** Name of the connector; null if its event was deleted. */
  connectorName: string | null
  act: OpenedRegistration['attempts'][number]
  /** Grid columns of the surrounding table; null on a separate page. */
  columns?: string | null
}) => {
  const isMaker = useWhyNotMaker() === null
  const { kind, outcome, startedAt, endedAt, fault, runId } = act.attempt
  const isEmpty = outcome === 'succeeded' && runId === null && isEnteredByHand(subscription.terms)
  const { word, tone } = isEmpty ? { word: 'nothing sent', tone: 'neutral' as const } : outcomeStyles[outcome]
  const lines = logLinesOf(
    { ...act, lines: stepsOfAttempt(act, connectorName), subscription },
    outcome !== 'running'
  )
  return (
    <article
      aria-label={`${attemptKindLabels[kind]}, ${word}`}
      className="flex flex-col py-1.5 [article+&]:border-t [article+&]:border-line"
    >
      <header
        className={cx(
          'grid min-h-8 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-6',
          columns ?? looseColumns
        )}
      >
        <h3
          className={cx(
            'm-0 flex min-w-0 flex-wrap items-center gap-x-3 pl-11 text-label',
            startClass(columns)
          )}
        >
          {attemptKindLabels[kind]}
          <RegistrationBadge tone={tone} word={word} />
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
        <div className="flex flex-col gap-1 py-1 pl-11">
          <p className="m-0 max-w-160 text-body break-words text-ink-2">{fault.message}</p>
          <FaultHelp code={fault.code} />
        </div>
      )}
      {lines.length > 0 && <StepRows lines={lines} columns={columns} linksCards={isMaker} />}
    </article>
  )
}
