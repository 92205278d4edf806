import { shownFlowName } from '@hookwright/model'
import { Button } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { RegistrationBadge } from '../../features/history/status-badges.tsx'
import type { ListedRegistration } from '../../features/switch/api-types.ts'
import { formatRegistrationStatus, isLeftover } from '../../features/switch/format-registration.ts'
import { RetryEntry } from '../../features/switch/retry-entry.tsx'
import { minuteTime } from '../../kit/page/clock-time.ts'
import { ConnectorMark } from '../../kit/page/connector-mark.tsx'
import { type Hour, HourBars, noHours } from '../../kit/page/hour-bars.tsx'
import { usePerson } from '../../kit/page/use-person.ts'
import { CloseLeftover } from './close-leftover.tsx'

/** Columns of the list from `md` on: flow, Event URL, last 24 hours, since when, state. */
export const columns =
  'md:grid md:grid-cols-[minmax(0,1fr)_6rem_10rem_9rem] xl:grid-cols-[minmax(0,1fr)_6rem_10.375rem_10rem_9rem]'

/** Row of a registration: flow, event, start and state, with actions for leftovers at a service. */
export const RegistrationRow = ({
  registration,
  hours
}: {
  registration: ListedRegistration
  /** Runs of its flow in the last 24 hours; undefined while loading. */
  hours: readonly Hour[] | undefined
}) => {
  const { subscription, flowName, event, entry, mayRetry } = registration
  const { word, tone, more } = formatRegistrationStatus(registration)
  const since = entry?.status.is === 'open' ? entry.openedAt : subscription.since
  const [isClosing, setClosing] = useState(false)
  const mayAct = usePerson().role !== 'viewer' && isLeftover(registration)
  return (
    <li className="relative isolate flex flex-col gap-1.5 border-b border-line py-2 text-body before:absolute before:inset-y-0 before:-inset-x-2 before:-z-1 before:rounded-s hover:before:bg-hover">
      <div className={`flex min-h-9 flex-wrap items-center gap-x-4 gap-y-1.5 ${columns}`}>
        <span className="flex min-w-0 grow basis-60 items-center gap-3">
          {event !== null && <ConnectorMark connectorId={event.connectorId} name={event.connectorName} />}
          <span className="flex min-w-0 flex-col">
            <Link
              to="/registrations/$subscriptionId"
              params={{ subscriptionId: subscription.id }}
              className="w-fit max-w-full truncate rounded-xs text-h3 text-ink after:absolute after:inset-0"
            >
              {shownFlowName(flowName)}
            </Link>
            <span className="truncate text-small text-ink-3">
              {event === null
                ? 'Deleted event'
                : `${event.name} · ${event.connectorName} v${event.versionNumber}`}
              <span className="md:hidden">
                {' · …'}
                {subscription.tokenTail}
              </span>
            </span>
          </span>
        </span>
        <span className="truncate text-ink-2 max-md:hidden">
          <span className="sr-only">Event URL </span>…{subscription.tokenTail}
        </span>
        <span className="max-xl:hidden">
          <HourBars hours={hours ?? noHours} />
        </span>
        <span className="tabular text-small text-ink-3 max-md:grow max-md:pl-11 md:text-body md:text-ink-2">
          <span className="md:sr-only">since </span>
          {minuteTime(since)}
        </span>
        <span className="flex justify-end">
          <RegistrationBadge tone={tone} word={word} />
        </span>
      </div>
      {(more !== null || mayAct) && (
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 pl-11">
          {more !== null && <p className="m-0 max-w-160 text-small text-ink-2">{more}</p>}
          {mayAct && (
            <span className="relative flex items-center gap-2">
              {entry?.status.is === 'open' && mayRetry && (
                <RetryEntry entryId={entry.id} isTrying={false} isSmall name={shownFlowName(flowName)} />
              )}
              <Button
                size="card"
                look="quiet"
                aria-expanded={isClosing}
                aria-label={`Close ${shownFlowName(flowName)}`}
                onClick={() => setClosing(!isClosing)}
              >
                Close
              </Button>
            </span>
          )}
        </div>
      )}
      {isClosing && (
        <div className="relative pl-11 max-md:pl-0">
          <CloseLeftover registration={registration} />
        </div>
      )}
    </li>
  )
}
