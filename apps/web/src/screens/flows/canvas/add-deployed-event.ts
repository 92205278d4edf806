import { freshEventCard } from '@hookwright/cards/views'
import type { EventUse } from '@hookwright/engine'
import {
  type Bindings,
  type Card,
  type Connection,
  type Id,
  type JsonObject,
  startCardOf
} from '@hookwright/model'
import type { Canvas } from '../../../features/canvas/canvas.ts'
import { beginWith } from '../../../features/canvas/commands/insert-card.ts'
import type { OfferedEvent } from '../../../features/canvas/open-user-flow-query.ts'

/**
 * Returns the connection for an event. Keeps the current connection if it fits, otherwise uses the user's
 * only connection at the connector. Returns null if there is none.
 */
const connectionFor = (
  event: OfferedEvent,
  before: EventUse | null,
  connections: Connection[]
): Id | null => {
  const { needsConnection } = event.signature
  // A flow that is on keeps the connection it was turned on with: another one means another Event URL.
  const isKept = needsConnection
    ? before?.connectorId === event.connectorId
    : before?.eventFlowId === event.eventFlowId
  if (isKept && before !== null && before.connectionId !== null) return before.connectionId
  if (!needsConnection) return null
  const own = connections.filter(connection => connection.connectorId === event.connectorId)
  return own.length === 1 ? (own[0]?.id ?? null) : null
}

/** Returns the option values of the current event that also fit its new version. */
const keptInputs = (event: OfferedEvent, before: EventUse | null, start: Card | undefined): Bindings => {
  if (before?.eventFlowId !== event.eventFlowId || start === undefined) return {}
  const options = event.signature.options.map(({ id }) => id)
  return Object.fromEntries(Object.entries(start.inputs).filter(([field]) => options.includes(field)))
}

/** Settings of a start card that select its event. The other settings control how the flow runs. */
const ofUse = ['connectorId', 'eventFlowId', 'versionId', 'connectionId']

/**
 * Returns the run settings to keep, such as the schedule of a polled event. If the card type changes, only
 * `atOnce` is kept.
 */
const keptRunning = (before: EventUse | null, start: Card | undefined, fresh: Card): JsonObject => {
  if (before === null || start === undefined) return {}
  const isSame = start.type === fresh.type
  return Object.fromEntries(
    Object.entries(start.config).filter(([key]) => (isSame ? !ofUse.includes(key) : key === 'atOnce'))
  )
}

/** Returns the start card for a deployed event. Keeps the previous settings of the same event. */
export const startCardFor = (canvas: Canvas, event: OfferedEvent, connections: Connection[]): Card => {
  const { connectorId, versionId, signature } = event
  const start = startCardOf(canvas.drawing.getState().flow)
  const before = (start && canvas.specs.get(start.type)?.listens(start.config)) ?? null
  const id = before === null ? canvas.newId() : (start?.id ?? canvas.newId())
  const fresh = freshEventCard({ id, event: signature, connectorId, versionId })
  return {
    ...fresh,
    config: {
      ...fresh.config,
      connectionId: connectionFor(event, before, connections),
      ...keptRunning(before, start, fresh)
    },
    inputs: { ...fresh.inputs, ...keptInputs(event, before, start) }
  }
}

/**
 * Sets a deployed event as the start of a flow. Mappings of the previous event are kept if the new event has
 * the same outputs. For another version of the same event, all settings are kept.
 */
export const addDeployedEvent = (canvas: Canvas, event: OfferedEvent, connections: Connection[]): void =>
  beginWith(canvas, event.signature.name ?? event.connectorName, startCardFor(canvas, event, connections))
