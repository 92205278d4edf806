import { freshEventCard } from '@hookwright/cards/faces'
import type { Connection } from '@hookwright/model'
import type { Canvas } from '../../canvas/canvas.ts'
import { beginWith } from '../../canvas/commands/insert-card.ts'
import type { OfferedEvent } from './open-user-flow-query.ts'

/** Begins a flow with a deployed event; where its user has but one connection there, that is chosen. */
export const addDeployedEvent = (canvas: Canvas, event: OfferedEvent, connections: Connection[]): void => {
  const { connectorId, versionId, signature } = event
  const card = freshEventCard({ id: canvas.newId(), event: signature, connectorId, versionId })
  const own = connections.filter(connection => connection.connectorId === connectorId)
  const only = signature.needsConnection && own.length === 1 ? (own[0]?.id ?? null) : null
  beginWith(canvas, signature.name ?? event.connectorName, [
    { ...card, config: { ...card.config, connectionId: only } }
  ])
}
