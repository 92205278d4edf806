import { GroupMark } from '@hookwright/cards/views'
import type { Connection } from '@hookwright/model'
import { BrandMark } from '@hookwright/ui'
import type { Canvas } from '../../../features/canvas/canvas.ts'
import { addEvent } from '../../../features/canvas/commands/insert-card.ts'
import type { OfferedEvent } from '../../../features/canvas/open-user-flow-query.ts'
import type { EventChoice } from '../../../features/canvas/screen-parts.ts'
import { addDeployedEvent } from './add-deployed-event.ts'

const hintOf = ({ connectorName, versionNumber, description }: OfferedEvent): string =>
  [`${connectorName}, version ${versionNumber}`, description].filter(Boolean).join(' · ')

const deployed = (canvas: Canvas, event: OfferedEvent, connections: Connection[]): EventChoice => ({
  key: `${event.versionId}/${event.eventFlowId}`,
  mark: <BrandMark name={event.connectorName} {...event.branding} size={32} />,
  name: event.signature.name ?? 'Unnamed event',
  hint: hintOf(event),
  add: () => addDeployedEvent(canvas, event, connections)
})

/** Returns the possible starts of a user's flow: events of deployed connectors, and calls. */
export const userEvents = (
  canvas: Canvas,
  events: OfferedEvent[],
  connections: Connection[]
): EventChoice[] => [
  ...events.map(event => deployed(canvas, event, connections)),
  ...[...canvas.specs.values()]
    .filter(spec => spec.starts?.kind === 'helper')
    .map(spec => ({
      key: spec.type,
      mark: <GroupMark group={spec.group} size={32} />,
      name: spec.title,
      hint: 'Called by your other flows with Call Flow.',
      add: () => addEvent(canvas, spec)
    }))
]
