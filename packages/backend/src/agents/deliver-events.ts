import {
  type CallbackFailure,
  cursorOf,
  type EventErrorCodes,
  type EventPosition,
  eventErrorCodesFor,
  eventLimits,
  HOUR,
  MINUTE,
  type Millis,
  SECOND
} from '@hookwright/model'
import type { EventProgress, EventSubscription } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import { eventSecretPlace } from '../kernel/seal-places.ts'
import type { Callbacks } from './callback.ts'
import type { Feed, FeedEvent } from './event-feeds.ts'

/**
 * Delays before the retries of a message. After the last retry, about ten minutes later, the message is
 * dropped.
 */
const retryDelays: readonly Millis[] = [SECOND, 5 * SECOND, 30 * SECOND, 2 * MINUTE, 6 * MINUTE]

/**
 * Maximum number of messages per subscription that are read ahead into memory. At most `MOST_AT_ONCE` of them
 * are sent concurrently.
 */
const MOST_AHEAD = 64
const MOST_AT_ONCE = 8

/**
 * Time of continuous failures after which a subscription is suspended. Its client ends the suspension by a
 * refresh.
 */
const SUSPEND_AFTER: Millis = HOUR

/** Message that is waiting to be sent to the callback URL, or being sent. */
interface Pending {
  id: string
  /** Position in the feed after this message. */
  position: EventPosition
  bodyAt: (watermark: EventPosition) => string
  state: 'due' | 'sending' | 'resting' | 'over'
  tries: number
  isGap: boolean
}

/** Worker that delivers a subscription's events to its callback URL. */
export interface EventDelivery {
  subscription: EventSubscription
  /** Checks for new events and sends them. */
  wake: () => void
  /** Replaces the subscription after a refresh. */
  refresh: (subscription: EventSubscription) => void
  /** Returns the progress since the last call; null if nothing has changed. */
  takeProgress: () => EventProgress | null
  /** Stops sending. Resolves when no request is in progress. */
  stop: () => Promise<void>
}

/**
 * Returns a function that builds the message body of an event. It takes the cursor, which is known only when
 * the event is sent.
 */
const eventBody = (name: string, { id, at, data }: FeedEvent): ((watermark: EventPosition) => string) => {
  const head = JSON.stringify({ eventId: id, name, timestamp: new Date(at).toISOString() }).slice(0, -1)
  return watermark => `${head},"data":${data},"cursor":"${cursorOf(watermark)}"}`
}

const bytesOf = (text: string): number => Buffer.byteLength(text)

export const createEventDelivery = (params: {
  subscription: EventSubscription
  feed: Feed
  effects: Effects
  callbacks: Pick<Callbacks, 'send'>
  /** Returns false if the client may no longer receive events; the subscription was then ended. */
  mayDeliver: () => Promise<boolean>
  /** Called when there is new progress to store. */
  progressed: () => void
  /** Called once a lapsed subscription has delivered all events from before it lapsed. */
  drained: () => void
}): EventDelivery => {
  const { feed, effects, callbacks, mayDeliver, progressed, drained } = params
  let { subscription } = params
  let read = subscription.position
  let done = subscription.position
  let pending: Pending[] = []
  let gapDue = subscription.gapDue
  let suspended = subscription.suspended
  let { lastEventAt, lastError, failedSince } = subscription
  let changed = false
  /** True if the feed may contain events that were not read yet. */
  let mayHaveMore = true
  let pumping = false
  let pumpAgain = false
  let isOver = false
  /** True if all current events from before the subscription's expiry were read. */
  let isAtEnd = false
  const timers = new Set<() => void>()
  const sending = new Set<Promise<void>>()
  const ending = new AbortController()
  const codes: EventErrorCodes = eventErrorCodesFor(subscription.clientName)

  const secretsNow = (): string[] => {
    const { id, webhook } = subscription
    if (webhook === null) return []
    const open = (sealed: Uint8Array): string => effects.sealer.open(sealed, eventSecretPlace(id))
    const { secretSealed, formerSealed, formerUntil } = webhook
    const isFormer = formerSealed !== null && (formerUntil ?? 0) > effects.clock()
    return [open(secretSealed), ...(isFormer ? [open(formerSealed)] : [])]
  }
  let secrets: { until: Millis; texts: string[] } | null = null

  const secretsOf = (): string[] => {
    const now = effects.clock()
    if (secrets === null || secrets.until <= now) {
      const { formerUntil = null } = subscription.webhook ?? {}
      const until = formerUntil !== null && formerUntil > now ? formerUntil : Number.POSITIVE_INFINITY
      secrets = { until, texts: secretsNow() }
    }
    return secrets.texts
  }

  const note = (): void => {
    changed = true
    progressed()
  }

  /** Advances the stored progress past the finished messages at the front of the queue. */
  const advance = (): void => {
    const first = pending.findIndex(({ state }) => state !== 'over')
    const over = first === -1 ? pending : pending.slice(0, first)
    pending = first === -1 ? [] : pending.slice(first)
    const next = pending.length === 0 ? read : over.at(-1)?.position
    if (next === undefined || (next.delivery === done.delivery && next.record === done.record)) return
    done = next
    note()
  }

  const addGap = (): void => {
    // ChatGPT knows no such notice; it reads what it needs by tools.
    if (codes === 'sketch') gapDue = false
    if (!gapDue || pending.some(({ isGap }) => isGap)) return
    pending.push({
      id: `msg_gap_${Buffer.from(effects.randomBytes(12)).toString('hex')}`,
      position: read,
      bodyAt: watermark => JSON.stringify({ type: 'gap', cursor: cursorOf(watermark) }),
      state: 'due',
      tries: 0,
      isGap: true
    })
  }

  const skip = (): void => {
    if (!gapDue) note()
    gapDue = true
  }

  const take = (event: FeedEvent): void => {
    if (event.data === null) {
      skip()
      return
    }
    const bodyAt = eventBody(subscription.name, event)
    // It can still be polled, which has no such limit.
    if (bytesOf(bodyAt(event.position)) > eventLimits.body) {
      skip()
      return
    }
    pending.push({
      id: event.id,
      position: event.position,
      bodyAt,
      state: 'due',
      tries: 0,
      isGap: false
    })
  }

  const failed = (failure: CallbackFailure): void => {
    const now = effects.clock()
    lastError = failure
    failedSince ??= now
    if (now - failedSince >= SUSPEND_AFTER) suspended = true
    note()
  }

  const rest = (message: Pending, delay: Millis): void => {
    message.state = 'resting'
    const cancel = effects.after(Math.ceil(delay * (0.8 + 0.4 * effects.random())), () => {
      timers.delete(cancel)
      if (message.state === 'resting') message.state = 'due'
      pump()
    })
    timers.add(cancel)
  }

  const send = async (message: Pending): Promise<void> => {
    const { webhook, handle } = subscription
    if (webhook === null) return
    const result = await callbacks.send(
      { url: webhook.url, handle, secrets: secretsOf(), id: message.id, body: message.bodyAt(done) },
      ending.signal
    )
    switch (result.is) {
      case 'aborted':
        message.state = 'due'
        return
      case 'taken':
        message.state = 'over'
        if (message.isGap) gapDue = false
        else lastEventAt = effects.clock()
        lastError = null
        failedSince = null
        note()
        break
      case 'declined':
        message.state = 'over'
        if (message.isGap) {
          // Another notice would be declined, too, at once and without end.
          gapDue = false
          note()
        } else if (result.status === 413) skip()
        break
      case 'failed': {
        failed(result.failure)
        const delay = retryDelays[message.tries]
        message.tries += 1
        if (delay !== undefined) {
          rest(message, delay)
          return
        }
        message.state = 'over'
        if (!message.isGap) skip()
      }
    }
    advance()
  }

  const sendDue = (): void => {
    for (const message of pending) {
      if (sending.size >= MOST_AT_ONCE) return
      if (message.state !== 'due') continue
      message.state = 'sending'
      const work = send(message)
        .catch(thrown => {
          effects.log('An event could not be sent to an agent.', { cause: String(thrown) })
          rest(message, MINUTE)
        })
        .finally(() => {
          sending.delete(work)
          pump()
        })
      sending.add(work)
    }
  }

  /** Reads events ahead, up to the limit. */
  const readAhead = async (): Promise<void> => {
    while (mayHaveMore && pending.length < MOST_AHEAD) {
      mayHaveMore = false
      const page = await feed.read(read, MOST_AHEAD - pending.length)
      if (isOver) return
      const { expiresAt } = subscription
      const late = page.events.findIndex(({ at }) => at >= expiresAt)
      const taken = late === -1 ? page.events : page.events.slice(0, late)
      for (const event of taken) take(event)
      // Those that came after the end are read again, since it may have moved meanwhile.
      read = late === -1 ? page.position : (taken.at(-1)?.position ?? read)
      isAtEnd = late !== -1 || (!page.waits && !page.hasMore)
      if (page.hasMore && late === -1) mayHaveMore = true
    }
  }

  const pumpOnce = async (): Promise<void> => {
    if (!(await mayDeliver())) return
    await readAhead()
    if (isOver) return
    if (pending.every(({ state }) => state === 'over' || state === 'due')) addGap()
    advance()
    if (!suspended) sendDue()
    const isLapsed = effects.clock() >= subscription.expiresAt
    if (isLapsed && (suspended || (isAtEnd && pending.length === 0))) drained()
  }

  const pump = (): void => {
    if (isOver) return
    if (pumping) {
      pumpAgain = true
      return
    }
    pumping = true
    pumpOnce()
      .catch(thrown => {
        effects.log('The events of an agent could not be read. This is retried automatically.', {
          cause: String(thrown)
        })
        const cancel = effects.after(5 * SECOND, () => {
          timers.delete(cancel)
          wake()
        })
        timers.add(cancel)
      })
      .finally(() => {
        pumping = false
        if (!pumpAgain) return
        pumpAgain = false
        pump()
      })
  }

  const wake = (): void => {
    mayHaveMore = true
    pump()
  }

  return {
    get subscription() {
      return subscription
    },
    wake,
    refresh: refreshed => {
      subscription = refreshed
      secrets = null
      if (suspended && !refreshed.suspended) {
        suspended = false
        failedSince = null
        for (const message of pending) if (message.state === 'resting') message.state = 'due'
      }
      wake()
    },
    takeProgress: () => {
      if (!changed) return null
      changed = false
      const { id } = subscription
      return { id, position: done, lastEventAt, lastError, failedSince, suspended, gapDue }
    },
    stop: async () => {
      isOver = true
      ending.abort()
      for (const cancel of timers) cancel()
      await Promise.all(sending)
    }
  }
}
