import {
  type Agent,
  canonicalJson,
  cursorOf,
  type EventPosition,
  eventErrorOf,
  eventLimits,
  Fault,
  MINUTE,
  type Millis,
  PollEvents,
  StreamEvents,
  SUBSCRIPTION_META,
  streamNotifications
} from '@hookwright/model'
import type { EventSubscription, Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import { listenAll } from '../kernel/listen-all.ts'
import { type AgentExchange, readParams } from './agent.ts'
import type { EndReason } from './end-subscription.ts'
import type { EventFeeds, FeedEvent } from './event-feeds.ts'
import {
  type EventSubscribing,
  openedNow,
  type RequestedEvent,
  type StartPosition,
  shownStart
} from './subscribe-events.ts'

/** Time for which the registration of an ended stream is kept, so that its client can reconnect. */
const STREAM_GRACE: Millis = MINUTE

/** Maximum number of events of a stream read at a time. */
const MOST_READ = 100

/**
 * Polls and streams, with which clients read events. After the last poll or the end of a stream, the event
 * stays registered at the service for a while.
 */
export interface EventFollowing {
  poll: (agent: Agent, params: unknown) => Promise<Record<string, unknown>>
  stream: (agent: Agent, params: unknown, exchange: AgentExchange) => Promise<Record<string, unknown>>
  /** Ends all streams with their result. */
  stop: () => void
}

const occurrenceOf = (name: string, { id, at, data }: FeedEvent): Record<string, unknown> => ({
  eventId: id,
  name,
  timestamp: new Date(at).toISOString(),
  data: JSON.parse(data ?? '{}')
})

export const createEventFollowing = (params: {
  store: Store
  effects: Effects
  feeds: EventFeeds
  subscribing: EventSubscribing
  whyEnded: (subscription: EventSubscription) => Promise<EndReason | null>
}): EventFollowing => {
  const { store, effects, feeds, subscribing, whyEnded } = params
  const stopping = new AbortController()
  /** Number of open streams, by client. */
  const streaming = new Map<string, number>()

  /** Stores the subscription of a poll or stream with its expiry, and turns its event on. */
  const lease = async (
    agent: Agent,
    {
      mode,
      time,
      asked,
      name,
      given,
      start
    }: {
      mode: 'poll' | 'push'
      time: Millis
      asked: RequestedEvent
      name: string
      given: EventSubscription['arguments']
      start: StartPosition
    }
  ): Promise<EventSubscription> => {
    const { memberId, clientKey, client } = agent
    const handle = subscribing.handleOf(agent, { mode, url: null, name, arguments: given })
    const before = await store.agentEvents.find(handle)
    const now = effects.clock()
    const wasOn = before !== null && before.expiresAt > now
    const expiresAt = now + time
    // Polls come often; most of them need no write.
    if (wasOn && before.expiresAt > now + time / 2) return before
    const { subscription } = await subscribing.open(agent, handle, asked, found => ({
      ...{
        id: found?.id ?? effects.newId(),
        handle,
        mode,
        memberId,
        clientKey,
        clientName: client.name,
        name,
        arguments: given,
        webhook: null
      },
      ...{ position: start.position, createdAt: found?.createdAt ?? now, expiresAt },
      ...{ lastEventAt: null, lastError: null, failedSince: null, suspended: false, gapDue: false }
    }))
    return subscription
  }

  const poll: EventFollowing['poll'] = async (agent, given) => {
    const read = readParams(PollEvents, given)
    const { name, arguments: args, cursor } = read
    const asked = await subscribing.ask(agent, { mode: 'poll', name, arguments: args })
    const start = await subscribing.startAt(asked.watch.flowId, read)
    await lease(agent, {
      ...{ mode: 'poll', time: eventLimits.pollLease, asked, name, given: args, start }
    })
    const next = { hasMore: false, nextPollMs: eventLimits.nextPoll }
    if (cursor == null) return { events: [], ...shownStart(openedNow(effects, start)), ...next }
    const most = Math.min(read.maxEvents ?? eventLimits.usualEvents, eventLimits.mostEvents)
    const page = await feeds.of(asked.watch.flowId).read(start.position, most)
    const events = page.events.slice(0, most)
    const isCut = events.length < page.events.length
    const position = isCut ? (events.at(-1)?.position ?? start.position) : page.position
    return {
      events: events.flatMap(event => (event.data === null ? [] : [occurrenceOf(name, event)])),
      cursor: cursorOf(position),
      truncated: start.truncated || events.some(({ data }) => data === null),
      ...next,
      hasMore: isCut || events.length === most
    }
  }

  const follow: EventFollowing['stream'] = async (agent, given, { requestId, notify, signal }) => {
    const read = readParams(StreamEvents, given)
    const { name, arguments: args, cursor } = read
    const asked = await subscribing.ask(agent, { mode: 'push', name, arguments: args })
    const start = await subscribing.startAt(asked.watch.flowId, read)
    const subscription = await lease(agent, {
      ...{ mode: 'push', time: eventLimits.streamLease, asked, name, given: args, start }
    })
    const over = AbortSignal.any([signal, stopping.signal])
    const meta = { _meta: { [SUBSCRIPTION_META]: requestId } }
    const send = (method: string, told: Record<string, unknown>): Promise<void> =>
      notify(method, { ...told, ...meta })
    const active = (position: EventPosition, truncated: boolean): Promise<void> =>
      send(streamNotifications.active, { cursor: cursorOf(position), truncated })

    let wake = (): void => {}
    let isWoken = false
    const wakeNow = (): void => {
      isWoken = true
      wake()
    }
    let mayHaveEnded = false
    const feed = feeds.of(asked.watch.flowId)
    const stops = [
      feed.follow(wakeNow),
      listenAll(
        store,
        ({ ids }) => {
          if (!ids.includes(subscription.id)) return
          mayHaveEnded = true
          wakeNow()
        },
        ['agents']
      )
    ]
    over.addEventListener('abort', wakeNow, { once: true })

    let heartbeatAt = effects.clock() + eventLimits.heartbeat

    /** Resolves when there may be new events, the stream may have to end, or a heartbeat is due. */
    const rest = async (): Promise<void> => {
      const cancel = effects.after(Math.max(0, heartbeatAt - effects.clock()), wakeNow)
      await new Promise<void>(resolve => {
        wake = resolve
        if (isWoken) resolve()
      })
      cancel()
      isWoken = false
    }

    /** Returns the reason why the stream ends; null if it continues. */
    const endOf = async (): Promise<EndReason | null> => {
      const exists = (await store.agentEvents.several([subscription.id])).length > 0
      if (!exists) return { name: 'Forbidden', data: { reason: 'The subscription was ended.' } }
      return whyEnded(subscription)
    }

    let { position } = cursor == null ? openedNow(effects, start) : start
    try {
      await active(position, start.truncated)
      while (!over.aborted) {
        const page = await feed.read(position, MOST_READ)
        for (const event of page.events) {
          if (over.aborted) break
          position = event.position
          if (event.data === null) await active(position, true)
          else
            await send(streamNotifications.event, {
              ...occurrenceOf(name, event),
              cursor: cursorOf(position)
            })
        }
        if (over.aborted) break
        position = page.position
        if (page.events.length === 0) await rest()
        if (over.aborted) break
        // Looks that find nothing, and events that keep coming, leave its time as it is.
        const isDue = effects.clock() >= heartbeatAt
        if (isDue || mayHaveEnded) {
          mayHaveEnded = false
          const why = await endOf()
          if (why !== null) {
            await send(streamNotifications.terminated, { error: eventErrorOf(why.name, why.data, 'sep') })
            return meta
          }
        }
        if (isDue) {
          heartbeatAt = effects.clock() + eventLimits.heartbeat
          await store.agentEvents.extend(subscription.id, effects.clock() + eventLimits.streamLease)
          await send(streamNotifications.heartbeat, { cursor: cursorOf(position) })
        }
      }
      return meta
    } finally {
      for (const stop of stops) stop()
      over.removeEventListener('abort', wakeNow)
      await store.agentEvents.extend(subscription.id, effects.clock() + STREAM_GRACE)
    }
  }

  /**
   * Opens a stream, unless the client has reached its limit of open streams. Each process counts separately.
   */
  const stream: EventFollowing['stream'] = async (agent, given, exchange) => {
    const key = canonicalJson([agent.memberId, agent.clientKey])
    const others = streaming.get(key) ?? 0
    if (others >= eventLimits.streams) {
      throw new Fault('agent-events.too-many', { most: eventLimits.streams, limit: 'streams' })
    }
    streaming.set(key, others + 1)
    try {
      return await follow(agent, given, exchange)
    } finally {
      const left = (streaming.get(key) ?? 1) - 1
      if (left === 0) streaming.delete(key)
      else streaming.set(key, left)
    }
  }

  return { poll, stream, stop: () => stopping.abort() }
}
