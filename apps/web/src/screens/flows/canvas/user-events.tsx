import { GroupMark } from '@hookwright/cards/views'
import type { CardSpec, EventUse } from '@hookwright/engine'
import { type Card, type Connection, OWN_CONNECTOR, STARTS_CONNECTOR } from '@hookwright/model'
import { BrandMark } from '@hookwright/ui'
import type { Canvas } from '../../../features/canvas/canvas.ts'
import { addEvent, beginWith, blankCard } from '../../../features/canvas/commands/insert-card.ts'
import type { OfferedEvent } from '../../../features/canvas/open-user-flow-query.ts'
import type { EventChoice } from '../../../features/canvas/screen-parts.ts'
import { Mark } from '../../../kit/page/mark.tsx'
import { addDeployedEvent } from './add-deployed-event.ts'

const hintOf = ({ connectorName, versionNumber, description, signature }: OfferedEvent): string =>
  [
    `${connectorName}, version ${versionNumber}`,
    signature.kind === 'polling-monitor' && 'polled on a schedule',
    description
  ]
    .filter(Boolean)
    .join(' · ')

const deployed = (canvas: Canvas, event: OfferedEvent, connections: Connection[]): EventChoice => ({
  key: `${event.versionId}/${event.eventFlowId}`,
  mark:
    event.connectorId === OWN_CONNECTOR ? (
      <Mark size={32} />
    ) : (
      <BrandMark name={event.connectorName} {...event.branding} size={32} />
    ),
  name: event.signature.name ?? 'Unnamed event',
  hint: hintOf(event),
  group: 'Events',
  add: () => addDeployedEvent(canvas, event, connections)
})

/**
 * Description of each start that needs no connector: “Runs when a program calls its URL, and can send a
 * response.”
 */
const hints: Record<string, string> = {
  'api-endpoint': 'Starts when a program calls the URL of the flow. The flow can send a response.',
  'manual-start': 'Starts when you or another member runs the flow and enters the input values.',
  scheduled: 'Starts every few minutes or hours, at a time of day, or by a cron expression.'
}

/** Returns a new start card of a type that needs no connector. A schedule gets the user's time zone. */
const freshStart = (spec: CardSpec, id: string): Card => {
  const card = blankCard(spec, id)
  if (spec.schedule(card.config) === null) return card
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  return { ...card, config: { ...card.config, zone: timeZone } }
}

const isBuiltInStart = ({ starts, listens, blank }: CardSpec): boolean =>
  starts?.kind === 'user-event' && listens(blank().config)?.connectorId === STARTS_CONNECTOR

const ownStart = (canvas: Canvas, spec: CardSpec): EventChoice => {
  const { type, title, group, starts } = spec
  return {
    key: type,
    mark: <GroupMark type={type} group={group} size={32} />,
    name: title,
    hint:
      starts?.kind === 'helper'
        ? 'Starts when another of your flows calls this one with Call Flow.'
        : (hints[type] ?? ''),
    group: 'Other ways to start',
    add: () =>
      isBuiltInStart(spec)
        ? beginWith(canvas, title, freshStart(spec, canvas.newId()))
        : addEvent(canvas, spec)
  }
}

/**
 * Returns the possible starts of a user's flow: events of deployed connectors, built-in starts, and API
 * endpoints.
 */
export const userEvents = (
  canvas: Canvas,
  { events, connections, use }: { events: OfferedEvent[]; connections: Connection[]; use: EventUse | null }
): EventChoice[] => {
  const isStartNow = (spec: CardSpec): boolean =>
    use !== null && spec.listens(spec.blank().config)?.eventFlowId === use.eventFlowId
  const own = [...canvas.specs.values()].filter(
    spec => spec.starts?.kind === 'helper' || (isBuiltInStart(spec) && !isStartNow(spec))
  )
  return [
    ...events
      .filter(({ connectorId }) => connectorId !== STARTS_CONNECTOR)
      .map(event => deployed(canvas, event, connections)),
    ...own.map(spec => ownStart(canvas, spec))
  ]
}
