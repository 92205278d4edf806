import { STARTS_CONNECTOR, saySchedule, shownFlowName } from '@hookwright/model'
import { Badge } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { Workflow } from 'lucide-react'
import type { ReactNode } from 'react'
import { FlowSwitch } from '../../features/switch/flow-switch.tsx'
import { CardBand } from '../../kit/page/card-band.tsx'
import { ConnectorMark } from '../../kit/page/connector-mark.tsx'
import { formatCount, formatNumber, pluralOf } from '../../kit/page/format-count.ts'
import { LastOfFlow } from './last-of-flow.tsx'
import type { ListedUserFlow } from './listed-user-flow.ts'

const sayCount = ({ count, more }: { count: number; more: boolean }, one: string, many: string): string =>
  `${formatNumber(count)}${more ? '+' : ''} ${pluralOf(more ? 2 : count, one, many)}`

/** Formats the event that starts the flow. */
const sayType = ({ kind, event, schedule }: ListedUserFlow): string => {
  if (kind === 'helper') return 'Helper flow: called by other flows'
  if (event === null) return 'No event yet'
  const named =
    event.connectorId === STARTS_CONNECTOR
      ? event.name
      : `${event.name} · ${event.connectorName} v${event.versionNumber}`
  return schedule === null ? named : `${named} · ${saySchedule(schedule)}`
}

/** One flow of a user: its switch, what it is called and starts with, its cards, and what came of it. */
export const UserFlowRow = ({
  flow,
  onPending,
  menu
}: {
  flow: ListedUserFlow
  /** Shows what applying its draft means. */
  onPending: () => void
  /** Menu of further actions. */
  menu: ReactNode
}) => {
  const { id: flowId, event, kind, ownerName, deliveries, runs, problems } = flow
  const name = shownFlowName(flow.name)
  const counted =
    'relative inline-flex min-h-6 items-center rounded-xs whitespace-nowrap hover:text-ink hover:underline'
  return (
    <li className="relative grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1.5 border-b border-line py-2.5 pr-2 pl-4 last:border-b-0 hover:bg-hover md:grid-cols-[minmax(0,1fr)_10.5rem_16rem_2rem] lg:grid-cols-[minmax(0,1fr)_10.5rem_16rem_17rem_2rem] max-md:pl-3">
      <span className="flex min-w-0 items-center gap-3">
        {event === null ? (
          <span
            aria-hidden
            className="flex size-8 shrink-0 items-center justify-center rounded-s bg-sunken text-ink-3"
          >
            <Workflow className="size-4" strokeWidth={1.75} />
          </span>
        ) : (
          <ConnectorMark connectorId={event.connectorId} name={event.connectorName} />
        )}
        <span className="flex min-w-0 flex-col">
          <Link
            to="/flows/$flowId"
            params={{ flowId }}
            className="w-fit max-w-full truncate rounded-xs text-label text-ink after:absolute after:inset-0"
          >
            {name}
          </Link>
          <span className="truncate text-small text-ink-3">
            {problems > 0 && <span className="text-err">{formatCount(problems, 'problem')} · </span>}
            {sayType(flow)}
            {ownerName !== null && ` · of ${ownerName}`}
          </span>
        </span>
      </span>
      <span className="flex items-center max-md:hidden">
        <CardBand cards={flow.cards} cardCount={flow.cardCount} />
      </span>
      <span className="tabular flex items-center gap-x-2 text-small text-ink-3 max-md:col-span-2 max-md:row-start-2">
        <Link to="/flows/$flowId/deliveries" params={{ flowId }} className={counted}>
          {sayCount(deliveries, 'delivery', 'deliveries')}
        </Link>
        <span aria-hidden>·</span>
        <Link to="/flows/$flowId/runs" params={{ flowId }} className={counted}>
          {sayCount(runs, 'run', 'runs')}
        </Link>
        <LastOfFlow flow={flow} name={name} />
      </span>
      <span className="relative flex flex-wrap items-center gap-2 max-lg:col-span-full max-lg:row-start-3 lg:col-start-4">
        {kind === 'helper' ? (
          <Badge>Helper</Badge>
        ) : (
          <FlowSwitch
            flowId={flowId}
            name={name}
            connectorName={event?.connectorName ?? null}
            listed={flow}
            pending={flow.pending}
            onPending={onPending}
          />
        )}
      </span>
      <span className="relative max-lg:row-start-1 max-lg:col-start-[-2]">{menu}</span>
    </li>
  )
}
