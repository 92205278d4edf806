import { formatSchedule, STARTS_CONNECTOR } from '@hookwright/model'
import { CalendarClock, Workflow } from 'lucide-react'
import { ConnectorMark } from '../../kit/page/connector-mark.tsx'
import type { ListedUserFlow } from './listed-user-flow.ts'

/** Formats the start of a flow: “User created · Acme HR v2”, “Every day at 07:00, Europe/Berlin”, “No event yet”. */
export const formatStart = ({
  kind,
  event,
  schedule
}: Pick<ListedUserFlow, 'kind' | 'event' | 'schedule'>): string => {
  if (kind === 'helper') return 'Helper flow: called by other flows'
  if (event === null) return 'No event yet'
  const times = schedule === null ? [] : [formatSchedule(schedule)]
  const named =
    event.connectorId === STARTS_CONNECTOR
      ? // The times say that it starts on a schedule, and need the room.
        times.length > 0
        ? []
        : [event.name]
      : [event.name, `${event.connectorName} v${event.versionNumber}`]
  return [...named, ...times].join(' · ')
}

/** Icon of the flow's start: the event's connector, or the icon of a built-in start. */
export const FlowMark = ({
  flow: { event, schedule },
  size = 32
}: {
  flow: Pick<ListedUserFlow, 'event' | 'schedule'>
  /** Size in pixels. */
  size?: number
}) => {
  if (event !== null && event.connectorId !== STARTS_CONNECTOR) {
    return <ConnectorMark connectorId={event.connectorId} name={event.connectorName} size={size} />
  }
  const Icon = schedule === null ? Workflow : CalendarClock
  return (
    <span
      aria-hidden
      style={{ width: size, height: size }}
      className="flex shrink-0 items-center justify-center rounded-tile bg-hover text-ink-2"
    >
      <Icon className="size-1/2" strokeWidth={1.75} />
    </span>
  )
}
