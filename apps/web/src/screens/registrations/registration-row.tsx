import { type Millis, shownFlowName } from '@hookwright/model'
import { Button, cx, IconButton, lazyPart, useLazy } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { ChevronDown } from 'lucide-react'
import { useId, useState } from 'react'
import { RegistrationBadge } from '../../features/history/status-badges.tsx'
import type { ListedRegistration } from '../../features/switch/api-types.ts'
import { formatRegistrationStatus, isLeftover } from '../../features/switch/format-registration.ts'
import { RetryEntry } from '../../features/switch/retry-entry.tsx'
import { ConnectorMark } from '../../kit/page/connector-mark.tsx'
import { type Hour, HourBars, noHours } from '../../kit/page/hour-bars.tsx'
import { usePerson } from '../../kit/page/use-person.ts'
import { CloseLeftover } from './close-leftover.tsx'
import { noExpiryOf, ShortEventUrl, Time } from './registration-cells.tsx'
import { RegistrationMenu } from './registration-menu.tsx'

const lazyCalls = lazyPart(() => import('./registration-calls.tsx'))

/** Columns of the list from `md` on: flow, Event URL, last 24 hours, last event, confirmation, expiry, state, actions. */
export const columns =
  'md:grid md:grid-cols-[minmax(0,1fr)_7rem_6.5rem_8rem_4.25rem] lg:grid-cols-[minmax(0,1fr)_7rem_6.5rem_6.5rem_8rem_4.25rem] xl:grid-cols-[minmax(0,1fr)_7rem_7.375rem_6rem_6rem_6rem_7rem_4.25rem]'

/** Row of a registration: flow, event, times and state. It expands to the requests to the service. */
export const RegistrationRow = ({
  registration,
  hours,
  now,
  opensAtFirst
}: {
  registration: ListedRegistration
  /** Runs of its flow in the last 24 hours; undefined while loading. */
  hours: readonly Hour[] | undefined
  now: Millis
  opensAtFirst: boolean
}) => {
  const { subscription, flowName, event, entry, mayRetry, receivedAt, confirmedAt, expiresAt } = registration
  const name = shownFlowName(flowName)
  // Between two updates of `now`, what has just happened is not in the future.
  const past = Math.max(now, receivedAt ?? 0, confirmedAt ?? 0)
  const { word, tone, more } = formatRegistrationStatus(registration)
  const [isClosing, setClosing] = useState(false)
  const [isOpen, setOpen] = useState(opensAtFirst)
  const calls = useLazy(lazyCalls, isOpen)
  const callsId = useId()
  const mayAct = usePerson().role !== 'viewer' && isLeftover(registration)
  return (
    <li className="flex flex-col border-b border-line text-body">
      <div
        className={cx(
          'relative isolate grid min-h-13 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-6 py-1.5 before:absolute before:inset-y-0 before:-inset-x-2 before:-z-1 before:rounded-s hover:before:bg-hover max-md:gap-x-3 max-md:py-2.5',
          columns
        )}
      >
        <span className="flex min-w-0 items-center gap-3">
          {event !== null && <ConnectorMark connectorId={event.connectorId} name={event.connectorName} />}
          <span className="flex min-w-0 flex-col">
            <Link
              to="/registrations/$subscriptionId"
              params={{ subscriptionId: subscription.id }}
              className="w-fit max-w-full truncate rounded-xs text-h3 text-ink after:absolute after:inset-0"
            >
              {name}
            </Link>
            <span className="truncate text-small text-ink-3">
              {event === null ? (
                'Deleted event'
              ) : (
                <>
                  {event.name} · {event.connectorName}
                  {/* A phone has room for the last event, which matters more than the version. */}
                  <span className="max-md:hidden"> v{event.versionNumber}</span>
                </>
              )}
              <span className="md:hidden">
                {' · '}
                <Time label="Last event" at={receivedAt} now={past} none="no events" />
              </span>
            </span>
          </span>
        </span>
        <span className="min-w-0 max-md:hidden">
          <ShortEventUrl subscription={subscription} />
        </span>
        <span className="max-xl:hidden">
          <HourBars hours={hours ?? noHours} isNarrow />
        </span>
        <span className="tabular whitespace-nowrap text-ink-2 max-md:hidden">
          <Time label="Last event" at={receivedAt} now={past} none="None yet" />
        </span>
        <span className="tabular whitespace-nowrap text-ink-2 max-lg:hidden">
          <Time label="Confirmed" at={confirmedAt} now={past} />
        </span>
        <span className="tabular whitespace-nowrap text-ink-2 max-xl:hidden">
          <Time label="Expires" at={expiresAt} now={now} none={noExpiryOf(registration)} />
        </span>
        <span className="flex justify-end max-md:order-1 max-md:col-span-2 max-md:justify-start max-md:pl-11">
          <RegistrationBadge tone={tone} word={word} />
        </span>
        <span className="relative flex justify-end">
          <IconButton
            label={`${isOpen ? 'Hide' : 'Show'} the calls of ${name}`}
            aria-expanded={isOpen}
            aria-controls={callsId}
            icon={<ChevronDown aria-hidden className={cx('transition-transform', isOpen && 'rotate-180')} />}
            onClick={() => setOpen(!isOpen)}
          />
          <RegistrationMenu subscription={subscription} flowName={flowName} />
        </span>
      </div>
      {(more !== null || mayAct) && (
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 pb-2 pl-11">
          {more !== null && <p className="m-0 max-w-160 text-small text-ink-2">{more}</p>}
          {mayAct && (
            <span className="relative flex items-center gap-2">
              {entry?.status.is === 'open' && mayRetry && (
                <RetryEntry entryId={entry.id} isTrying={false} isSmall name={name} />
              )}
              <Button
                size="card"
                aria-expanded={isClosing}
                aria-label={`Close ${name}`}
                onClick={() => setClosing(!isClosing)}
              >
                Close
              </Button>
            </span>
          )}
        </div>
      )}
      {isClosing && (
        <div className="relative pb-2 pl-11 max-md:pl-0">
          <CloseLeftover registration={registration} />
        </div>
      )}
      <div id={callsId} hidden={!isOpen} className="pb-2">
        {isOpen && calls !== null && (
          <calls.RegistrationCalls subscriptionId={subscription.id} columns={columns} now={past} />
        )}
      </div>
    </li>
  )
}
