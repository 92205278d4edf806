import { formatDuration, isEnteredByHand, type Subscription } from '@hookwright/model'
import { Link } from '@tanstack/react-router'
import { formatFullTime } from '../../features/history/format-time.ts'
import { RegistrationBadge } from '../../features/history/status-badges.tsx'
import type { OpenedRegistration } from '../../features/switch/api-types.ts'
import { attemptKindLabels, outcomeLooks } from '../../features/switch/format-registration.ts'
import { logLinesOf } from '../../features/switch/log-lines.ts'
import { ProgressLog } from '../../features/switch/progress-log.tsx'
import { FaultHelp } from '../../kit/help/help-link.tsx'
import { useWhyNotMaker } from '../../kit/page/use-person.ts'

/** An attempt: its purpose, result, and the requests and responses of its cards. */
export const AttemptPart = ({
  subscription,
  act
}: {
  subscription: Subscription
  act: OpenedRegistration['attempts'][number]
}) => {
  const isMaker = useWhyNotMaker() === null
  const { kind, outcome, startedAt, endedAt, fault, runId } = act.attempt
  const isEmpty = outcome === 'succeeded' && runId === null && isEnteredByHand(subscription.terms)
  const { word, tone } = isEmpty ? { word: 'nothing sent', tone: 'neutral' as const } : outcomeLooks[outcome]
  const lines = logLinesOf({ ...act, subscription }, outcome !== 'running')
  return (
    <article
      aria-label={`${attemptKindLabels[kind]}, ${word}`}
      className="flex flex-col gap-2 border-b border-line py-2.5 last:border-b-0"
    >
      <header className="flex flex-wrap items-center gap-2">
        <h3 className="m-0 grow text-label">{attemptKindLabels[kind]}</h3>
        <span className="tabular text-small text-ink-3">
          {formatFullTime(startedAt)}
          {endedAt !== null && ` · ${formatDuration(endedAt - startedAt)}`}
        </span>
        <RegistrationBadge tone={tone} word={word} />
      </header>
      {fault !== null && (
        <>
          <p className="m-0 text-body break-words text-ink-2">{fault.message}</p>
          <FaultHelp code={fault.code} />
        </>
      )}
      {lines.length > 0 && <ProgressLog lines={lines} linksCards={isMaker} />}
      {runId !== null && (
        <Link
          to="/runs/$runId"
          params={{ runId }}
          className="inline-flex min-h-6 w-fit items-center text-small text-accent-text underline"
        >
          Open run
        </Link>
      )}
    </article>
  )
}
