import type { Connection } from '@hookwright/model'
import { Button, Notice } from '@hookwright/ui'
import { useCanvas } from '../../canvas/use-canvas.tsx'
import { addDeployedEvent } from './add-deployed-event.ts'
import type { OfferedEvent } from './open-user-flow-query.ts'

/** The same event as a newer version offers it, or null. */
const newerOf = (events: OfferedEvent[], event: OfferedEvent | null): OfferedEvent | null =>
  events.find(
    other => other.eventFlowId === event?.eventFlowId && other.versionNumber > event.versionNumber
  ) ?? null

/** Says that a newer version of the event is deployed, with the way to it; what was chosen is kept. */
export const NewerVersion = ({
  event,
  events,
  connections
}: {
  event: OfferedEvent | null
  events: OfferedEvent[]
  connections: Connection[]
}) => {
  const canvas = useCanvas()
  const newer = newerOf(events, event)
  if (event === null || newer === null) return null
  return (
    <Notice
      tone="info"
      className="rounded-none"
      action={
        <Button size="card" onClick={() => addDeployedEvent(canvas, newer, connections)}>
          Use version {newer.versionNumber}
        </Button>
      }
    >
      Version {newer.versionNumber} of {newer.connectorName} is deployed; this flow is drawn with version{' '}
      {event.versionNumber} and goes on with it.
    </Notice>
  )
}
