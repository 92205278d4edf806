import type { Specs } from '@hookwright/engine'
import {
  type Agent,
  argumentNamesOf,
  type Connection,
  type EventType,
  eventInputSchemaOf,
  Fault,
  type FieldId,
  type Id,
  type Json,
  type JsonObject,
  type JsonSchema,
  OWN_CONNECTOR,
  payloadSchemaOf,
  readEventArguments,
  snakeCaseOf,
  startCardOf
} from '@hookwright/model'
import type { DeployedEvent, Events } from '../read-models/events.ts'
import type { LoadedRevisions } from '../revisions/loaded-revisions.ts'

/** Name of the argument that selects the connection if a member has several. */
const CONNECTION = 'connection'

/** Event that an agent may listen to. */
export interface AgentEvent {
  name: string
  deployed: DeployedEvent
  /**
   * Connections that the agent's member may use, oldest first. Empty for an event that needs no connection.
   */
  connections: Connection[]
}

/** Event with its options and connection. All clients that listen to it share a registration. */
export interface WatchedEvent {
  deployed: DeployedEvent
  options: Record<FieldId, Json>
  connection: Connection | null
}

/** Catalog of the events for agents. */
export interface EventTypes {
  /** Lists the events that an agent may listen to, by connector and name. */
  list: (agent: Pick<Agent, 'member' | 'connectorIds'>) => Promise<AgentEvent[]>
  /**
   * Returns an event by its name.
   * @throws `agent-events.unknown-event`
   */
  find: (agent: Pick<Agent, 'member' | 'connectorIds'>, name: string) => Promise<AgentEvent>
  /** Reads the arguments of a subscription. Throws `agents.invalid-params`, `agent-events.forbidden`. */
  read: (event: AgentEvent, given: JsonObject) => WatchedEvent
}

/**
 * Returns the name of an event for clients, such as `acme_hr.hired`. If another event has the same name,
 * appends the last eight characters of the event's id.
 */
const nameOf = (event: DeployedEvent, all: readonly DeployedEvent[]): string => {
  const plain = (one: DeployedEvent): string =>
    `${snakeCaseOf(one.connectorName) || 'connector'}.${snakeCaseOf(one.signature.name ?? '') || 'event'}`
  const own = plain(event)
  const isAlone = all.every(other => other.eventFlowId === event.eventFlowId || plain(other) !== own)
  return isAlone ? own : `${own}_${event.eventFlowId.replaceAll('-', '').slice(-8)}`
}

const connectionSchema = (connections: readonly Connection[]): JsonSchema => ({
  title: 'Connection',
  description: 'Id of the connection to the service.',
  oneOf: connections.map(({ id, name }) => ({ const: id, title: name }))
})

/**
 * Returns an event in the format for clients. It marks the description, which its maker wrote, and the data
 * of events as untrusted.
 */
export const eventTypeOf = ({ name, deployed, connections }: AgentEvent): EventType => {
  const { signature, connectorName, description } = deployed
  const isChosen = connections.length > 1
  const names = argumentNamesOf(signature.options, [CONNECTION])
  const about = `Event “${signature.name ?? ''}” of the connector “${connectorName}”.`
  return {
    name,
    title: `${connectorName}: ${signature.name ?? ''}`,
    description:
      description === '' ? about : `${about} Description by the author of the connector: “${description}”`,
    delivery: ['webhook', 'push', 'poll'],
    inputSchema: eventInputSchemaOf(signature.options, {
      names,
      ...(isChosen && { more: { [CONNECTION]: connectionSchema(connections) }, required: [CONNECTION] })
    }),
    payloadSchema: payloadSchemaOf(signature.outputs),
    // Values come from the service: they are data, never instructions.
    _meta: { 'hookwright/untrusted': ['description', 'data'] }
  }
}

/**
 * Creates the catalog of event types. It contains webhook events of deployed connectors with a registration
 * flow.
 */
export const createEventTypes = (params: {
  specs: Specs
  events: Pick<Events, 'list'>
  loadedRevisions: Pick<LoadedRevisions, 'version'>
  /** Lists the connections of a connector that a member may use, oldest first. */
  usable: (connectorId: Id, personId: string) => Promise<Connection[]>
}): EventTypes => {
  const { specs, events, loadedRevisions, usable } = params

  /**
   * Returns true if an event has a registration flow, so that no URL must be entered at the service manually.
   */
  const isRegistered = async ({ versionId, eventFlowId }: DeployedEvent): Promise<boolean> => {
    const { snapshot } = await loadedRevisions.version(versionId)
    const doc = snapshot.flows.find(({ id }) => id === eventFlowId)?.doc
    const start = doc && startCardOf(doc)
    const registrar = start && specs.get(start.type)?.registers(start.config)
    return registrar?.flowIds.registration != null
  }

  type Named = Pick<AgentEvent, 'name' | 'deployed'>

  const named = async ({ connectorIds }: Pick<Agent, 'connectorIds'>): Promise<Named[]> => {
    const all = (await events.list()).filter(
      ({ connectorId, signature }) => connectorId !== OWN_CONNECTOR && signature.kind === 'webhook-event'
    )
    return all
      .map(deployed => ({ name: nameOf(deployed, all), deployed }))
      .filter(({ deployed }) => connectorIds === null || connectorIds.has(deployed.connectorId))
      .toSorted((one, other) => (one.name < other.name ? -1 : 1))
  }

  /** Returns an event with the connections of a member; null if the member cannot subscribe to it. */
  const opened = async (event: Named, { id }: Agent['member']): Promise<AgentEvent | null> => {
    const { deployed } = event
    if (!(await isRegistered(deployed))) return null
    const { needsConnection } = deployed.signature
    const connections = needsConnection ? await usable(deployed.connectorId, id) : []
    return needsConnection && connections.length === 0 ? null : { ...event, connections }
  }

  return {
    list: async agent => {
      const found: AgentEvent[] = []
      for (const event of await named(agent)) {
        const one = await opened(event, agent.member)
        if (one !== null) found.push(one)
      }
      return found
    },
    find: async (agent, name) => {
      const event = (await named(agent)).find(one => one.name === name)
      const found = event === undefined ? null : await opened(event, agent.member)
      if (found === null) throw new Fault('agent-events.unknown-event', { name: name.slice(0, 100) })
      return found
    },
    read: ({ deployed, connections }, given) => {
      const { [CONNECTION]: chosen, ...rest } = given
      const isChosen = connections.length > 1
      const connection =
        chosen === undefined && !isChosen
          ? (connections[0] ?? null)
          : (connections.find(({ id }) => id === chosen) ?? null)
      if (connection === null && (isChosen || chosen !== undefined)) {
        const ids = connections.map(({ id, name }) => `${id} (${name})`).join(', ')
        throw new Fault('agents.invalid-params', {
          what: `The argument “${CONNECTION}” must be ${ids === '' ? 'omitted' : `one of: ${ids}`}.`
        })
      }
      const { options } = deployed.signature
      const read = readEventArguments(options, argumentNamesOf(options, [CONNECTION]), rest)
      if (!read.ok) throw new Fault('agents.invalid-params', { what: read.what })
      return { deployed, options: read.values, connection }
    }
  }
}
