import { freshEventCard } from '@hookwright/cards/views'
import { deployedKeyOf, type EventUse, problemsOf, type Surroundings } from '@hookwright/engine'
import {
  type Bindings,
  type Card,
  type Connection,
  type Id,
  type JsonObject,
  type Problem,
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

/** The start card of a flow that begins with a deployed event; what was chosen for the same event before is kept. */
const startCardFor = (canvas: Canvas, event: OfferedEvent, connections: Connection[]): Card => {
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

/** Problems that a flow would have in addition if it began with another version of its event. */
export const problemsWithEvent = (
  canvas: Canvas,
  event: OfferedEvent,
  connections: Connection[]
): Problem[] => {
  const { flow, problems } = canvas.drawing.getState()
  const start = startCardOf(flow)
  if (start === undefined) return []
  const card = { ...startCardFor(canvas, event, connections), id: start.id }
  const after = { ...flow, cards: { ...flow.cards, [card.id]: card } }
  const keyOf = ({ code, card: id, field, block }: Problem): string =>
    JSON.stringify([code, id, field, block])
  const known = new Set(problems.map(keyOf))
  const around = withEvent(canvas.surroundings(), event)
  return problemsOf(after, canvas.specs, around).filter(problem => !known.has(keyOf(problem)))
}

/** Surroundings with an event that is no longer offered, such as one of an older version. */
export const withEvent = (around: Surroundings, event: OfferedEvent): Surroundings => {
  const key = deployedKeyOf(event.versionId, event.eventFlowId)
  return { ...around, events: new Map([...around.events, [key, event.signature]]) }
}

/**
 * Begins a flow with a deployed event. Where it starts with another one, what is mapped from that stays mapped, for as far as
 * the new event gives it; of another version of the same event all that was chosen is kept.
 */
export const addDeployedEvent = (canvas: Canvas, event: OfferedEvent, connections: Connection[]): void =>
  beginWith(canvas, event.signature.name ?? event.connectorName, startCardFor(canvas, event, connections))
