import { hasEventUrl, type Millis } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { Globe, Webhook, Workflow } from 'lucide-react'
import type { ReactNode } from 'react'
import type { OpenedRegistration } from '../../features/switch/api-types.ts'
import { RotateEventUrl } from '../../features/switch/event-url.tsx'
import { ConnectorMark } from '../../kit/page/connector-mark.tsx'
import { formatCount } from '../../kit/page/format-count.ts'
import { type Hour, HourBars, noHours } from '../../kit/page/hour-bars.tsx'
import { RailGap } from '../../kit/page/rail-gap.tsx'
import { TileIcon } from '../../kit/page/tiles.tsx'
import { usePerson } from '../../kit/page/use-person.ts'
import { isActionable } from './registration-actions.tsx'
import { noExpiryOf, ShortEventUrl, Time } from './registration-cells.tsx'
import { pathOfRegistration, type RegistrationPath, requestOfRegistration } from './registration-path.ts'

/** Stop on the rail: a mark, the line to the next stop, and what is known about it. */
const Stop = ({
  mark,
  line,
  isWide = false,
  children
}: {
  mark: ReactNode
  /** Line to the next stop; null for the last one. */
  line: RegistrationPath['toUrl'] | null
  /** True if the mark is a label that is wider than an icon. */
  isWide?: boolean
  children: ReactNode
}) => (
  <li
    className={cx(
      'relative flex min-w-0 gap-2 md:flex-col',
      isWide ? 'flex-col' : 'max-md:gap-3',
      line === null ? 'md:w-58' : 'md:flex-1'
    )}
  >
    <span className="flex h-8 shrink-0 items-center">
      {mark}
      {line !== null && (
        <>
          <RailGap
            isDown
            look={line.look}
            isBroken={line.isBroken}
            className="grow md:relative max-md:top-8 max-md:-bottom-4 max-md:left-[15px]"
          />
          <span className="sr-only">{line.text}</span>
        </>
      )}
    </span>
    <div
      className={cx(
        'flex min-w-0 grow flex-col gap-0.5 text-small text-ink-3 md:pr-6',
        isWide && 'max-md:pl-11'
      )}
    >
      {children}
    </div>
  </li>
)

const Facts = ({ children }: { children: ReactNode }) => (
  <span className="tabular flex flex-wrap gap-x-1">{children}</span>
)

/** First stop: the service, with the request that registered the flow there. */
const ServiceStop = ({ registration, now }: { registration: OpenedRegistration; now: Millis }) => {
  const { event, confirmedAt, expiresAt } = registration
  const request = requestOfRegistration(registration)
  const never = noExpiryOf(registration)
  return (
    <Stop
      line={pathOfRegistration(registration).toUrl}
      mark={
        event === null ? (
          <TileIcon>
            <Globe strokeWidth={1.75} />
          </TileIcon>
        ) : (
          <ConnectorMark connectorId={event.connectorId} name={event.connectorName} />
        )
      }
    >
      <span className="truncate text-label text-ink">{event?.connectorName ?? 'Service'}</span>
      {request !== null && <code className="truncate font-code text-small text-ink-2">{request}</code>}
      <Facts>
        <span>
          {confirmedAt === null ? (
            'Not confirmed'
          ) : (
            <>
              Confirmed <Time at={confirmedAt} now={now} />
            </>
          )}
        </span>
        {(expiresAt !== null || never === 'Never') && (
          <span>
            <span aria-hidden>· </span>
            {expiresAt === null ? (
              'Never expires'
            ) : (
              <>
                {expiresAt > now ? 'Expires' : 'Expired'} <Time at={expiresAt} now={now} />
              </>
            )}
          </span>
        )}
      </Facts>
    </Stop>
  )
}

/** Second stop: the Event URL, with the last event that arrived there. */
const UrlStop = ({ registration, now }: { registration: OpenedRegistration; now: Millis }) => {
  const { subscription, receivedAt, signatures } = registration
  const mayRotate = usePerson().role !== 'viewer' && isActionable(subscription)
  const isSigned = receivedAt !== null && signatures.some(({ last }) => last !== null)
  return (
    <Stop
      isWide
      line={pathOfRegistration(registration).toFlow}
      mark={
        <span className="flex h-8 min-w-0 items-center gap-1.5 rounded-pill border border-line-2 bg-surface pr-1 pl-2">
          <Webhook aria-hidden className="size-3.5 shrink-0 text-ink-2" strokeWidth={1.75} />
          <ShortEventUrl subscription={subscription} isNamed={false} />
          {mayRotate && <RotateEventUrl subscription={subscription} />}
        </span>
      }
    >
      <span className="text-label text-ink">Event URL</span>
      <Facts>
        <span>
          {receivedAt === null ? (
            'No events yet'
          ) : (
            <>
              Last event <Time at={receivedAt} now={now} />
            </>
          )}
        </span>
        {isSigned && (
          <span>
            <span aria-hidden>· </span>signature valid
          </span>
        )}
      </Facts>
    </Stop>
  )
}

/** Last stop: the flow, with its runs of the last 24 hours. */
const FlowStop = ({ flowId, name, hours }: { flowId: string; name: string; hours: readonly Hour[] }) => {
  const count = hours.reduce((sum, { runs }) => sum + runs, 0)
  return (
    <Stop
      line={null}
      mark={
        <TileIcon>
          <Workflow strokeWidth={1.75} />
        </TileIcon>
      }
    >
      <Link
        to="/flows/$flowId"
        params={{ flowId }}
        className="w-fit max-w-full truncate rounded-xs text-label text-ink hover:underline"
      >
        {name}
      </Link>
      <span className="tabular flex items-center gap-3">
        <HourBars hours={hours} isNarrow height={16} />
        <span aria-hidden className="whitespace-nowrap">
          {formatCount(count, 'run')}, 24 h
        </span>
      </span>
    </Stop>
  )
}

/**
 * Rail of a registration: the service, its Event URL and the flow. The lines between them show where events
 * pass. On phones the rail is vertical.
 */
export const RegistrationRail = ({
  registration,
  name,
  hours = noHours,
  now
}: {
  registration: OpenedRegistration
  /** Name of the flow. */
  name: string
  /** Runs of the flow in the last 24 hours; undefined while loading. */
  hours: readonly Hour[] | undefined
  now: Millis
}) => (
  <ol
    aria-label="From the service to the flow"
    className="m-0 flex list-none p-4 max-md:flex-col max-md:gap-4 max-md:py-3"
  >
    <ServiceStop registration={registration} now={now} />
    {hasEventUrl(registration.subscription.terms) && <UrlStop registration={registration} now={now} />}
    <FlowStop flowId={registration.flowId} name={name} hours={hours} />
  </ol>
)
