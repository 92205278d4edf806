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

/** The connection that was chosen, where it is one of the connector; else the only one that there is. */
const connectionFor = (
  event: OfferedEvent,
  before: EventUse | null,
  connections: Connection[]
): Id | null => {
  if (!event.signature.needsConnection) return null
  if (before?.connectorId === event.connectorId && before.connectionId !== null) return before.connectionId
  const own = connections.filter(connection => connection.connectorId === event.connectorId)
  return own.length === 1 ? (own[0]?.id ?? null) : null
}

/** Returns the chosen options that another version of the same event also has. */
const keptInputs = (event: OfferedEvent, before: EventUse | null, start: Card | undefined): Bindings => {
  if (before?.eventFlowId !== event.eventFlowId || start === undefined) return {}
  const options = event.signature.options.map(({ id }) => id)
  return Object.fromEntries(Object.entries(start.inputs).filter(([field]) => options.includes(field)))
}

/** Settings of an event that say what it is, not how it runs the flow. */
const ofUse = ['connectorId', 'eventFlowId', 'versionId', 'connectionId']

/** Returns the chosen run settings of the flow, of a polled event its schedule among them; another kind of start has others. */
const keptRunning = (before: EventUse | null, start: Card | undefined, fresh: Card): JsonObject => {
  if (before === null || start === undefined) return {}
  const isSame = start.type === fresh.type
  return Object.fromEntries(
    Object.entries(start.config).filter(([key]) => (isSame ? !ofUse.includes(key) : key === 'atOnce'))
  )
}

/**
 * Begins a flow with a deployed event. Where it starts with another one, what is mapped from that stays mapped, for as far as
 * the new event gives it; of another version of the same event all that was chosen is kept.
 */
export const addDeployedEvent = (canvas: Canvas, event: OfferedEvent, connections: Connection[]): void => {
  const { connectorId, versionId, signature } = event
  const start = startCardOf(canvas.drawing.getState().flow)
  const before = (start && canvas.specs.get(start.type)?.listens(start.config)) ?? null
  const id = before === null ? canvas.newId() : (start?.id ?? canvas.newId())
  const fresh = freshEventCard({ id, event: signature, connectorId, versionId })
  const card: Card = {
    ...fresh,
    config: {
      ...fresh.config,
      connectionId: connectionFor(event, before, connections),
      ...keptRunning(before, start, fresh)
    },
    inputs: { ...fresh.inputs, ...keptInputs(event, before, start) }
  }
  beginWith(canvas, signature.name ?? event.connectorName, card)
}
