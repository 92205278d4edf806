import { MINUTE, type Millis, shownFlowName } from '@hookwright/model'
import { buttonClass } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { inColumn } from '../../features/run-view/format-run.ts'
import { formatNextTry, isLapsed, isLeftover } from '../../features/switch/format-registration.ts'
import { useNow } from '../../features/switch/use-now.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { minuteTime } from '../../kit/page/clock-time.ts'
import { ConnectorMark } from '../../kit/page/connector-mark.tsx'
import { moreClass, PagePart } from '../../kit/page/page-part.tsx'
import { usePerson } from '../../kit/page/use-person.ts'
import {
  formatConnectionState,
  formatEnd,
  formatUsingFlows,
  isFailing,
  type ListedConnection,
  nearEndOf
} from '../connections/format-connection.ts'
import { FlowMark } from '../flows/flow-about.tsx'

/** Maximum number of rows of one kind; the linked list shows all. */
const MOST = 3

/** Describes a connection that needs attention: its failure, or the time when its sign-in expires. */
const wordOf = (connection: ListedConnection, now: Millis): string => {
  const endsAt = nearEndOf(connection, now)
  return isFailing(connection) || endsAt === null ? formatConnectionState(connection) : formatEnd(endsAt, now)
}

const actionClass = buttonClass({ size: 'card' })

const Row = ({
  mark,
  title,
  about,
  action
}: {
  mark: ReactNode
  title: string
  about: string
  action: ReactNode
}) => (
  <li className="flex min-h-13 items-center gap-3 border-b border-line py-1.5">
    {mark}
    <span className="flex min-w-0 grow flex-col">
      <span className="truncate text-label text-ink">{title}</span>
      <span className="line-clamp-2 text-small text-ink-2 [overflow-wrap:anywhere]" title={about}>
        {about}
      </span>
    </span>
    {action}
  </li>
)

/**
 * Returns failing flows, connections that need a sign-in, and registrations that need an action. `isKnown` is
 * true once all were loaded.
 */
export const useAttention = () => {
  const trpc = useTrpc()
  const failing = useQuery(
    trpc.flows.summaries.queryOptions({ status: 'failing', by: 'last-run', limit: MOST })
  )
  const overview = useQuery(trpc.flows.overview.queryOptions())
  // A viewer has no connections, and may not see those of others.
  const hasConnections = usePerson().role !== 'viewer'
  const all = useQuery({ ...trpc.connections.overview.queryOptions(), enabled: hasConnections })
  const needy = useQuery(trpc.subscriptions.registrations.queryOptions({ part: 'needy', times: false }))
  const now = useNow(MINUTE)
  const asked = [failing, overview, needy, ...(hasConnections ? [all] : [])]
  const connections = (all.data ?? []).filter(one => isFailing(one) || nearEndOf(one, now) !== null)
  const registrations = (needy.data ?? []).filter(
    registration => isLeftover(registration) || isLapsed(registration)
  )
  const flows = failing.data?.rows ?? []
  const count =
    Math.max(flows.length, overview.data?.failing ?? 0) + connections.length + registrations.length
  return {
    count,
    flows,
    connections,
    registrations,
    now,
    isKnown: asked.every(({ data }) => data !== undefined)
  }
}

const alertsLink = (
  <Link to="/alerts" className={moreClass}>
    Alerts
  </Link>
)

/** Line that replaces the section if nothing needs attention. */
export const NothingToFix = () => (
  <p className="m-0 -mt-3 flex min-h-6 flex-wrap items-center gap-x-1.5 text-body text-ink-2">
    <Check aria-hidden className="size-4 shrink-0 text-ok" strokeWidth={2} />
    <span className="text-label text-ink">No problems</span>
    <span className="max-sm:hidden">
      Failing flows, broken connections and leftover registrations appear here.
    </span>
    <span className="ml-auto">{alertsLink}</span>
  </p>
)

/** Section of items that need attention, each row with one action. */
export const NeedsAttention = ({
  attention: { count, flows, connections, registrations, now }
}: {
  attention: ReturnType<typeof useAttention>
}) => (
  <PagePart id="needs-attention" title="Needs attention" count={count} more={alertsLink}>
    <ul className="m-0 list-none p-0">
      {flows.map(({ id: flowId, name, lastRun, ...flow }) => (
        <Row
          key={flowId}
          mark={<FlowMark flow={flow} size={28} />}
          title={`${shownFlowName(name)}: failing`}
          about={
            lastRun?.status.is === 'failed'
              ? inColumn(lastRun.status.fault.message)
              : 'The last run of this flow is on hold. Open the run to retry or close it.'
          }
          action={
            <Link to="/flows/$flowId/runs" params={{ flowId }} className={actionClass}>
              Show runs
            </Link>
          }
        />
      ))}
      {connections.slice(0, MOST).map(connection => (
        <Row
          key={connection.id}
          mark={
            <ConnectorMark connectorId={connection.connectorId} name={connection.connectorName} size={28} />
          }
          title={`${connection.name}: ${wordOf(connection, now)}`}
          about={`Connection to ${connection.connectorName} · used by ${formatUsingFlows(connection.users.length).toLowerCase()}`}
          action={
            <Link to="/connections" search={{ connection: connection.id }} className={actionClass}>
              {connection.authorization !== null ? 'Reconnect' : 'Check'}
            </Link>
          }
        />
      ))}
      {registrations.slice(0, MOST).map(registration => (
        <Row
          key={registration.subscription.id}
          mark={
            registration.event === null ? null : (
              <ConnectorMark
                connectorId={registration.event.connectorId}
                name={registration.event.connectorName}
                size={28}
              />
            )
          }
          title={
            isLeftover(registration)
              ? `Registration left at ${registration.event?.connectorName ?? 'a service'}`
              : `${shownFlowName(registration.flowName)}: events may be missed`
          }
          about={
            isLeftover(registration)
              ? formatNextTry(registration) || `Of ${shownFlowName(registration.flowName)}.`
              : `The service has had no valid subscription for this flow since ${minuteTime(registration.subscription.since)}.`
          }
          action={
            <Link
              to="/registrations/$subscriptionId"
              params={{ subscriptionId: registration.subscription.id }}
              className={actionClass}
            >
              {isLeftover(registration) ? 'Clean up' : 'Open'}
            </Link>
          }
        />
      ))}
    </ul>
  </PagePart>
)
