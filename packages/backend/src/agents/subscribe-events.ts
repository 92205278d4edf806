import {
  type Agent,
  type AgentRef,
  type CallbackStatus,
  canonicalJson,
  cursorOf,
  DAY,
  type DeliveryMode,
  type EventPosition,
  eventLimits,
  Fault,
  grantedTtl,
  HOUR,
  type Id,
  isWebhookSecret,
  type JsonObject,
  MINUTE,
  type Millis,
  positionOf,
  SubscribeEvents,
  shownFlowName,
  UnsubscribeEvents
} from '@hookwright/model'
import type { EventSubscription, EventWatch, Store } from '@hookwright/store'
import type { AuditLog } from '../access/audit-log.ts'
import type { Effects } from '../kernel/effects.ts'
import { eventSecretPlace } from '../kernel/seal-places.ts'
import { createTurns } from '../kernel/turns.ts'
import type { RulesInForce } from '../revisions/rules-in-force.ts'
import { readParams } from './agent.ts'
import type { Callbacks } from './callback.ts'
import type { EventTypes, WatchedEvent } from './event-types.ts'
import type { EventWatches } from './event-watches.ts'

/**
 * Time for which a verified callback stays verified. `MOST_CHALLENGES` is the maximum number of challenges
 * per host and minute.
 */
const VERIFIED: Millis = HOUR
const MOST_CHALLENGES = 300

/** Event that a client requests, with the registration (watch) that agents share for it. */
export interface RequestedEvent {
  event: WatchedEvent
  watch: EventWatch
}

/**
 * Opened subscription, whose event is on. `before` is the previous subscription with the same handle; null if
 * there was none.
 */
export interface Opened {
  subscription: EventSubscription
  before: EventSubscription | null
  /** True if the previous subscription had not lapsed. */
  wasLive: boolean
}

/** Start of a subscription. `truncated` is true if earlier events were skipped. */
export interface StartPosition {
  position: EventPosition
  truncated: boolean
}

/** Service that creates and ends event subscriptions for clients. */
export interface EventSubscribing {
  /**
   * Finds the event that a poll or stream requests, and the registration (watch) that agents share for it.
   * @throws `agent-events.too-many`
   */
  ask: (
    agent: Agent,
    asked: { mode: DeliveryMode; name: string; arguments: JsonObject }
  ) => Promise<RequestedEvent>
  /** Returns the id of a subscription, which is a hash of its identifying properties. */
  handleOf: (
    ref: AgentRef,
    of: { mode: DeliveryMode; url: string | null; name: string; arguments: JsonObject }
  ) => string
  /**
   * Returns the feed position after which a subscription receives events. Without a cursor, this is the
   * current end of the feed.
   */
  startAt: (
    flowId: Id,
    asked: { cursor?: string | null | undefined; maxAgeMs?: number | null | undefined }
  ) => Promise<StartPosition>
  /**
   * Stores a subscription and turns its event on. `make` receives the previous subscription with the same
   * handle.
   */
  open: (
    ref: AgentRef,
    handle: string,
    asked: RequestedEvent,
    make: (before: EventSubscription | null) => Omit<EventSubscription, 'watchId' | 'flowId'>
  ) => Promise<Opened>
  subscribe: (agent: Agent, params: unknown) => Promise<Record<string, unknown>>
  unsubscribe: (agent: Agent, params: unknown, expectsOne: boolean) => Promise<Record<string, unknown>>
}

/** Returns the start position in the format for clients. */
export const shownStart = ({ position, truncated }: StartPosition) => ({
  cursor: cursorOf(position),
  truncated
})

/**
 * Moves the start position for a newly registered event to the current time. The position is then not before
 * the registration at the service.
 */
export const openedNow = ({ clock }: Pick<Effects, 'clock'>, start: StartPosition): StartPosition => ({
  ...start,
  position: { ...start.position, at: clock() }
})

const isoOf = (at: Millis | null): string | null => (at === null ? null : new Date(at).toISOString())

/**
 * Returns the status of webhook deliveries until now, such as the last delivery and error. The client
 * receives it when it refreshes the subscription.
 */
const callbackStatusOf = ({
  suspended,
  lastEventAt,
  lastError,
  failedSince
}: EventSubscription): CallbackStatus => ({
  active: !suspended,
  lastDeliveryAt: isoOf(lastEventAt),
  lastError,
  ...(failedSince !== null && { failedSince: new Date(failedSince).toISOString() })
})

export const createEventSubscribing = (params: {
  store: Store
  effects: Effects
  types: EventTypes
  watches: EventWatches
  callbacks: Callbacks
  rules: Pick<RulesInForce, 'get'>
  audit: Pick<AuditLog, 'record'>
}): EventSubscribing => {
  const { store, effects, types, watches, callbacks, rules, audit } = params
  const inTurn = createTurns(store, 'event-client')
  /** Verified callbacks by member, client and URL, with the end of their validity. */
  const verified = new Map<string, Millis>()
  /** Times of recent challenges by host. */
  const challenges = new Map<string, Millis[]>()

  const hex = (text: string): string => Buffer.from(effects.hashToken(text)).toString('hex')

  const handleOf: EventSubscribing['handleOf'] = ({ memberId, clientKey }, { mode, url, name, ...of }) =>
    `sub_${hex(canonicalJson([memberId, clientKey, mode, url, name, of.arguments])).slice(0, 32)}`

  const eventOf = async (agent: Agent, name: string, given: JsonObject): Promise<WatchedEvent> =>
    types.read(await types.find(agent, name), given)

  const watched = async (agent: Agent, event: WatchedEvent): Promise<RequestedEvent> => ({
    event,
    watch: await watches.ensure(event, agent.memberId)
  })

  const startAt: EventSubscribing['startAt'] = async (flowId, { cursor, maxAgeMs }) => {
    const now = effects.clock()
    if (cursor == null) return { position: await store.agentEvents.newest(now), truncated: false }
    const position = positionOf(cursor)
    const wanted = await store.subscriptions.wantedOf(flowId)
    // What happened while it was not registered did not arrive.
    const isMissing = position !== null && (wanted === null || wanted.startedAt > position.at)
    if (position === null) return { position: await store.agentEvents.newest(now), truncated: true }
    const { payloadDays } = await rules.get()
    const kept = now - payloadDays * DAY
    const floor = Math.max(kept, maxAgeMs == null ? 0 : now - maxAgeMs)
    if (position.at >= floor) return { position, truncated: isMissing }
    const skipped = await store.agentEvents.skip({ flowId, after: position, before: floor })
    const isMoved = skipped.delivery !== position.delivery || skipped.record !== position.record
    return { position: skipped, truncated: isMissing || isMoved || position.at < kept }
  }

  const verify = async (
    agent: Agent,
    { url, secret, handle }: { url: string; secret: string; handle: string }
  ): Promise<void> => {
    const now = effects.clock()
    const key = canonicalJson([agent.memberId, agent.clientKey, url])
    if ((verified.get(key) ?? 0) > now) return
    const { host } = new URL(url)
    const recent = (challenges.get(host) ?? []).filter(at => at > now - MINUTE)
    if (recent.length >= MOST_CHALLENGES) {
      throw new Fault('agent-events.too-many', { most: MOST_CHALLENGES, limit: 'challenges' })
    }
    challenges.set(host, [...recent, now])
    await callbacks.verify({ url, handle, secrets: [secret] })
    verified.set(key, now + VERIFIED)
    for (const [one, until] of verified) if (until <= now) verified.delete(one)
    for (const [one, times] of challenges) if ((times.at(-1) ?? 0) <= now - MINUTE) challenges.delete(one)
  }

  const isLive = (found: EventSubscription | null): found is EventSubscription =>
    found !== null && found.expiresAt > effects.clock()

  /**
   * Checks that a client may have another subscription.
   * @throws `agent-events.too-many`
   */
  const mustHaveRoom = async (ref: AgentRef): Promise<void> => {
    const most = eventLimits.subscriptions
    if ((await store.agentEvents.count(ref, effects.clock())) < most) return
    throw new Fault('agent-events.too-many', { most, limit: 'subscriptions' })
  }

  const open: EventSubscribing['open'] = async (ref, handle, { event, watch: known }, make) => {
    // Two at once of one client would each find none.
    const write = (watch: EventWatch): Promise<Opened | null> =>
      inTurn(`${ref.memberId}/${ref.clientKey}`, async () => {
        const before = await store.agentEvents.find(handle)
        const wasLive = isLive(before)
        if (!wasLive) await mustHaveRoom(ref)
        const subscription = { ...make(before), watchId: watch.id, flowId: watch.flowId }
        return (await store.agentEvents.put(subscription)) ? { subscription, before, wasLive } : null
      })

    /** Reverts a stored subscription if its event could not be turned on. */
    const revert = async ({ subscription: { id, watchId }, before, wasLive }: Opened): Promise<void> => {
      if (wasLive) return
      if (before === null) await store.agentEvents.remove([id])
      else await store.agentEvents.extend(id, before.expiresAt)
      await watches.settle(watchId)
    }

    /**
     * Stores the subscription and turns its event on. Returns null if the watch or its flow was just removed.
     */
    const openWith = async (watch: EventWatch): Promise<Opened | null> => {
      const opened = await write(watch)
      if (opened === null) return null
      try {
        if (await watches.open(watch, event)) return opened
      } catch (thrown) {
        await revert(opened)
        throw thrown
      }
      await revert(opened)
      return null
    }

    // It may have been unused for so long that it is removed at this moment.
    const opened = (await openWith(known)) ?? (await openWith(await watches.ensure(event, ref.memberId)))
    if (opened === null) throw new Fault('agent-events.not-registered', { why: 'The event was removed.' })
    return opened
  }

  const record = async (
    { member, client, clientKey }: Agent,
    act: 'agents.subscribe' | 'agents.unsubscribe',
    { flowId, name, webhook }: EventSubscription
  ): Promise<void> => {
    const flow = await store.flows.ownerOf(flowId)
    await audit.record({
      ...{ personId: member.id, personName: member.name, act },
      key: client.kind === 'key' ? { id: clientKey.slice('key:'.length), name: client.name } : null,
      item: { kind: 'flow', id: flowId, name: shownFlowName(flow?.name ?? null) },
      notes: { client: client.name, event: name, host: webhook === null ? '' : new URL(webhook.url).host }
    })
  }

  const seal = (id: Id, secret: string): Uint8Array => effects.sealer.seal(secret, eventSecretPlace(id))

  /**
   * Returns the webhook of a new or refreshed subscription. If its secret was replaced, messages are also
   * signed with the old secret for a while.
   */
  const webhookOf = (
    before: EventSubscription | null,
    id: Id,
    { url, secret }: { url: string; secret: string }
  ): NonNullable<EventSubscription['webhook']> => {
    const old = before?.webhook ?? null
    if (old === null) return { url, secretSealed: seal(id, secret), formerSealed: null, formerUntil: null }
    if (effects.sealer.open(old.secretSealed, eventSecretPlace(id)) === secret) return { ...old, url }
    return {
      url,
      secretSealed: seal(id, secret),
      formerSealed: old.secretSealed,
      formerUntil: effects.clock() + eventLimits.formerSecret
    }
  }

  return {
    ask: async (agent, asked) => {
      const event = await eventOf(agent, asked.name, asked.arguments)
      const found = await store.agentEvents.find(handleOf(agent, { ...asked, url: null }))
      // Looked at before there is a flow for the event.
      if (!isLive(found)) await mustHaveRoom(agent)
      return watched(agent, event)
    },
    handleOf,
    startAt,
    open,
    subscribe: async (agent, given) => {
      const { name, arguments: args, delivery, cursor, maxAgeMs, ttlMs } = readParams(SubscribeEvents, given)
      if (delivery.mode !== 'webhook') {
        throw new Fault('agent-events.unsupported', { feature: 'deliveryMode', value: delivery.mode })
      }
      const { url, secret } = delivery
      const refused = callbacks.whyRefused(url)
      if (refused !== null) throw new Fault('agents.invalid-params', { what: refused })
      if (!isWebhookSecret(secret)) {
        const what = 'The secret must be “whsec_” and 24 to 64 random bytes in Base64.'
        throw new Fault('agents.invalid-params', { what })
      }
      const event = await eventOf(agent, name, args)
      const handle = handleOf(agent, { mode: 'webhook', url, name, arguments: args })
      const seen = await store.agentEvents.find(handle)
      if (
        !isLive(seen) &&
        (await store.agentEvents.count(agent, effects.clock())) >= eventLimits.subscriptions
      ) {
        throw new Fault('agent-events.too-many', { most: eventLimits.subscriptions, limit: 'subscriptions' })
      }
      await verify(agent, { url, secret, handle })
      const asked = await watched(agent, event)
      const { memberId, clientKey, client } = agent
      const fresh = await startAt(asked.watch.flowId, { cursor, maxAgeMs })
      const { subscription, before, wasLive } = await open(agent, handle, asked, found => {
        const now = effects.clock()
        const id = found?.id ?? effects.newId()
        return {
          ...{ id, handle, mode: 'webhook' },
          ...{ memberId, clientKey, clientName: client.name, name, arguments: args },
          webhook: webhookOf(found, id, { url, secret }),
          // One that has lapsed and still delivers what came before goes on, although it missed some.
          position: found?.position ?? fresh.position,
          createdAt: found?.createdAt ?? now,
          expiresAt: now + grantedTtl(ttlMs),
          lastEventAt: found?.lastEventAt ?? null,
          lastError: found?.lastError ?? null,
          failedSince: found?.suspended === true ? null : (found?.failedSince ?? null),
          suspended: false,
          gapDue: found?.gapDue ?? false
        }
      })
      if (!wasLive) await record(agent, 'agents.subscribe', subscription)
      // Verifying takes seconds, so that one that was there before it may have lapsed and be gone.
      const truncated = before === null ? fresh.truncated || seen !== null : !wasLive
      const start = { position: subscription.position, truncated }
      return {
        id: handle,
        refreshBefore: new Date(subscription.expiresAt).toISOString(),
        ...shownStart(before === null && cursor == null ? openedNow(effects, start) : start),
        ...(wasLive && before !== null && { deliveryStatus: callbackStatusOf(before) })
      }
    },
    unsubscribe: async (agent, given, expectsOne) => {
      const { name, arguments: args, delivery } = readParams(UnsubscribeEvents, given)
      const handle = handleOf(agent, { mode: 'webhook', url: delivery.url, name, arguments: args })
      const found = await store.agentEvents.find(handle)
      if (found === null || found.expiresAt <= effects.clock()) {
        if (expectsOne) throw new Fault('agent-events.unknown-subscription')
        return {}
      }
      await store.agentEvents.remove([found.id])
      await watches.settle(found.watchId)
      await record(agent, 'agents.unsubscribe', found)
      return {}
    }
  }
}
