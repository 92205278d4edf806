import type { Specs } from '@hookwright/engine'
import {
  type Agent,
  type AgentMember,
  type AgentRef,
  type DeliveryMode,
  eventErrorCodesFor,
  Fault,
  type Id,
  type JsonObject,
  ListEvents,
  type Millis
} from '@hookwright/model'
import type { EventSubscription, Store } from '@hookwright/store'
import type { AuditLog } from '../access/audit-log.ts'
import { usableConnections } from '../connectors/connection-uses.ts'
import type { Connections } from '../connectors/connections.ts'
import type { Effects, Settings } from '../kernel/effects.ts'
import type { Events } from '../read-models/events.ts'
import type { Subscriptions } from '../registrations/subscriptions.ts'
import type { LoadedRevisions } from '../revisions/loaded-revisions.ts'
import type { RulesInForce } from '../revisions/rules-in-force.ts'
import { type AgentMethod, type Offered, readParams } from './agent.ts'
import { createCallbacks } from './callback.ts'
import { createEventEnding, type EndReason } from './end-subscription.ts'
import { createEventFeeds } from './event-feeds.ts'
import { createEventTypes, eventTypeOf } from './event-types.ts'
import { createEventWatches, type EventWatches } from './event-watches.ts'
import { createEventFollowing } from './follow-events.ts'
import { createEventSender } from './send-events.ts'
import { createEventSubscribing } from './subscribe-events.ts'

/** Event that a member can give a client access to, for display before the decision. */
export interface OfferedEvent extends Offered {
  /** Names of the connections that subscriptions may use. */
  connectionNames: string[]
}

/** Subscription of a client to an event, for display. */
export interface AgentSubscription {
  id: Id
  memberId: Id
  clientKey: string
  clientName: string
  mode: DeliveryMode
  /** Name of the event in MCP. */
  name: string
  arguments: EventSubscription['arguments']
  /** Host of the callback URL; null for a subscription without a callback. */
  host: string | null
  flowId: Id
  createdAt: Millis
  expiresAt: Millis
  lastEventAt: Millis | null
  lastError: EventSubscription['lastError']
  failedSince: Millis | null
  suspended: boolean
}

/** Webhook events of connectors as events for MCP clients. */
export interface AgentEvents {
  /** Value of the events extension in the server's capabilities; null if events are not offered. */
  capability: JsonObject | null
  /** Methods of the extension, by name. */
  methods: Readonly<Record<string, AgentMethod>>
  /** Lists the events that a member can let a client subscribe to. */
  offered: (member: AgentMember) => Promise<OfferedEvent[]>
  /** Lists the event subscriptions of a member's clients, oldest first; null lists those of all members. */
  subscriptions: (memberId: Id | null) => Promise<AgentSubscription[]>
  /**
   * Ends a client's event subscription. `seen` is the subscription as shown to the caller; its fields must
   * still match.
   * @throws `agent-events.unknown-subscription`, also for a subscription of another member unless `memberId`
   * is null
   */
  end: (seen: Pick<AgentSubscription, 'id' | 'clientName' | 'name'>, memberId: Id | null) => Promise<void>
  /** Ends the subscriptions of a revoked client. May be called repeatedly. */
  forget: (ref: AgentRef) => Promise<void>
  /**
   * Starts to deliver events and to end lapsed subscriptions. Returns a function that stops this and resolves
   * once it has stopped.
   */
  begin: () => () => Promise<void>
  /** Ends the open event streams of all clients. */
  stop: () => void
}

/** Number of events in a page of `events/list`. */
const PAGE = 100

const shownOf = ({
  webhook,
  position: _,
  handle: __,
  gapDue: ___,
  watchId: ____,
  ...rest
}: EventSubscription): AgentSubscription => ({
  ...rest,
  host: webhook === null ? null : new URL(webhook.url).host
})

/** Creates the events of agents. */
export const createAgentEvents = (params: {
  store: Store
  specs: Specs
  effects: Effects
  settings: Settings
  events: Pick<Events, 'list'>
  loadedRevisions: Pick<LoadedRevisions, 'version'>
  connections: Pick<Connections, 'uses'>
  rules: Pick<RulesInForce, 'get'>
  audit: Pick<AuditLog, 'record'>
  flows: Parameters<typeof createEventWatches>[0]['flows']
  subscriptions: Pick<Subscriptions, 'switchOn' | 'switchOff'>
}): AgentEvents => {
  const { store, effects, connections } = params
  const isWanted = async (watchId: Id): Promise<boolean> => {
    const now = effects.clock()
    return (await store.agentEvents.list({ watchId })).some(({ expiresAt }) => expiresAt > now)
  }
  const types = createEventTypes({
    ...params,
    usable: (connectorId, personId) => usableConnections({ store, connections }, { connectorId }, personId)
  })
  const feeds = createEventFeeds(params)
  const callbacks = createCallbacks(params)
  const watches: EventWatches = createEventWatches({ ...params, isWanted })
  const ending = createEventEnding({ store, effects, callbacks, watches })
  const subscribing = createEventSubscribing({ ...params, types, watches, callbacks })

  /**
   * Returns the reason why a subscription must end; null if it may continue. Its client, member or connection
   * may no longer be authorized, or may have been deleted.
   */
  const whyEnded = async ({ memberId, clientKey, flowId }: EventSubscription): Promise<EndReason | null> => {
    const forbidden = (reason: string): EndReason => ({ name: 'Forbidden', data: { reason } })
    const agent = effects.agentOf === undefined ? undefined : await effects.agentOf({ memberId, clientKey })
    if (agent === null) return forbidden('The client was revoked.')
    if (agent?.member.role === 'viewer') return forbidden('The member may not listen to events.')
    const current = await store.subscriptions.currentOf(flowId)
    if (current === null) return null
    const { connectorId, connectionId } = current.terms
    if (agent?.connectorIds?.has(connectorId) === false)
      return forbidden('The client may not use the connector.')
    if (agent?.scopes.has('events') === false) return forbidden('The client may not listen to events.')
    if (connectionId === null) return null
    if ((await store.connections.find(connectionId)) === null) return forbidden('The connection was deleted.')
    const denied = await connections.uses.denied(connectionId, memberId)
    return denied === null ? null : forbidden('The member may no longer use the connection.')
  }
  const following = createEventFollowing({ store, effects, feeds, subscribing, whyEnded })
  const sender = createEventSender({ store, effects, feeds, callbacks, ending, watches, whyEnded })

  /**
   * Wraps a method of the events extension. The wrapper rejects viewers and adds the client's error codes to
   * faults of events.
   */
  const method =
    (act: AgentMethod): AgentMethod =>
    async (agent, given, exchange) => {
      const codes = eventErrorCodesFor(agent.client.name)
      try {
        if (agent.member.role === 'viewer') {
          throw new Fault('agent-events.forbidden', { why: 'Viewers may not listen to events.' })
        }
        return { resultType: 'complete', ...(await act(agent, given, exchange)) }
      } catch (thrown) {
        if (!(thrown instanceof Fault) || !thrown.code.startsWith('agent-events.')) throw thrown
        throw new Fault(thrown.code, { ...thrown.details, codes }, thrown.cause)
      }
    }

  const list = async (agent: Agent, given: unknown): Promise<Record<string, unknown>> => {
    const { cursor } = readParams(ListEvents, given)
    const from = cursor == null ? 0 : Number(cursor)
    if (!Number.isSafeInteger(from) || from < 0) {
      throw new Fault('agents.invalid-params', {
        what: 'The cursor was not issued by this server. List the events without a cursor.'
      })
    }
    const all = await types.list(agent)
    const next = from + PAGE
    return {
      events: all.slice(from, next).map(eventTypeOf),
      ...(next < all.length && { nextCursor: String(next) })
    }
  }

  const revoked: EndReason = { name: 'Forbidden', data: { reason: 'The client was revoked.' } }
  const endedByPerson: EndReason = { name: 'Forbidden', data: { reason: 'A person ended the subscription.' } }

  return {
    capability: {},
    methods: {
      'events/list': method(list),
      'events/poll': method(following.poll),
      'events/stream': method(following.stream),
      'events/subscribe': method(subscribing.subscribe),
      'events/unsubscribe': method((agent, given) =>
        // OpenAI's page asks for the same answer either way.
        subscribing.unsubscribe(agent, given, eventErrorCodesFor(agent.client.name) === 'sep')
      )
    },
    offered: async member =>
      (await types.list({ member, connectorIds: null })).map(({ name, deployed, connections: usable }) => ({
        connectorId: deployed.connectorId,
        connectorName: deployed.connectorName,
        name,
        title: deployed.signature.name ?? '',
        connectionNames: usable.map(connection => connection.name)
      })),
    subscriptions: async memberId =>
      (await store.agentEvents.list(memberId === null ? {} : { memberId })).map(shownOf),
    end: async ({ id, clientName, name }, memberId) => {
      const [found] = await store.agentEvents.several([id])
      const isSeen = found?.clientName === clientName && found.name === name
      if (!isSeen || (memberId !== null && found.memberId !== memberId)) {
        throw new Fault('agent-events.unknown-subscription')
      }
      await ending.end(found, endedByPerson)
    },
    forget: async ({ memberId, clientKey }) => {
      for (const subscription of await store.agentEvents.list({ memberId, clientKey })) {
        await ending.end(subscription, revoked)
      }
    },
    begin: sender.begin,
    stop: () => {
      following.stop()
      ending.stop()
    }
  }
}
