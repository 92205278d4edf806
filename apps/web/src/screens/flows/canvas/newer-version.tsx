import type { Connection, Id } from '@hookwright/model'
import { Button, Notice } from '@hookwright/ui'
import type { OfferedEvent } from '../../../features/canvas/open-user-flow-query.ts'
import { useCanvas } from '../../../features/canvas/use-canvas.tsx'
import { useUpgradeOffers } from '../../upgrades/use-upgrades.ts'
import { addDeployedEvent } from './add-deployed-event.ts'

/** The same event as a newer version offers it, or null. */
const newerOf = (events: OfferedEvent[], event: OfferedEvent | null): OfferedEvent | null =>
  events.find(
    other => other.eventFlowId === event?.eventFlowId && other.versionNumber > event.versionNumber
  ) ?? null

/**
 * Says that a newer version of the event is deployed, with the way to it; what was chosen is kept. Of a flow that is on with
 * the version that it is drawn with, the upgrade says so, and takes the draft along.
 */
export const NewerVersion = ({
  flowId,
  event,
  events,
  connections
}: {
  flowId: Id
  event: OfferedEvent | null
  events: OfferedEvent[]
  connections: Connection[]
}) => {
  const canvas = useCanvas()
  const { data: upgrades } = useUpgradeOffers(flowId)
  const newer = newerOf(events, event)
  if (event === null || newer === null) return null
  const isUpgraded = upgrades?.offers.some(
    ({ connectorId, from }) => connectorId === event.connectorId && from === event.versionNumber
  )
  if (isUpgraded) return null
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
      Version {newer.versionNumber} of {newer.connectorName} is deployed. This flow still uses version{' '}
      {event.versionNumber}.
    </Notice>
  )
}
