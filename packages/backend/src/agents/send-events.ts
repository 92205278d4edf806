import { HOUR, type Id, MINUTE, type Millis, SECOND } from '@hookwright/model'
import type { Change, EventSubscription, EventWatch, Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import { listenAll } from '../kernel/listen-all.ts'
import { retryUntilWritten } from '../kernel/retry-until-written.ts'
import type { Callbacks } from './callback.ts'
import { createEventDelivery, type EventDelivery } from './deliver-events.ts'
import type { EndReason, EventEnding } from './end-subscription.ts'
import type { EventFeeds } from './event-feeds.ts'
import type { EventWatches } from './event-watches.ts'

/**
 * Interval at which the progress of subscriptions is stored. After a crash, events delivered since then are
 * sent again.
 */
const WRITE: Millis = SECOND / 2

/** Time for which the permission of a client to receive events is cached. */
const KNOWN: Millis = 20 * SECOND

/** Maximum sleep time, so that changes of the system clock are noticed. */
const LONGEST_SLEEP: Millis = MINUTE

/** Interval between removals of unused watches. */
const TIDY: Millis = HOUR

/** Delay before a turned-off flow ends its subscriptions. The flow may be turned on again immediately. */
const SETTLE: Millis = SECOND

interface Known {
  subscription: EventSubscription
  delivery: EventDelivery | null
  stopFollowing: () => void
  hasLapsed: boolean
  /** Sequence number of the last creation or refresh of the subscription. A refresh assigns a higher one. */
  number: number
}

/**
 * Service that delivers events to callbacks, and ends subscriptions that lapse or are no longer authorized.
 */
export interface EventSender {
  /**
   * Starts with all stored subscriptions. Returns a function that stops and resolves when work in progress
   * has ended.
   */
  begin: () => () => Promise<void>
}

export const createEventSender = (params: {
  store: Store
  effects: Effects
  feeds: EventFeeds
  callbacks: Pick<Callbacks, 'send'>
  ending: Pick<EventEnding, 'end'>
  watches: Pick<EventWatches, 'settle' | 'resume' | 'tidy' | 'isOff'>
  /** Returns the reason why a subscription must end; null if it may continue. */
  whyEnded: (subscription: EventSubscription) => Promise<EndReason | null>
}): EventSender => {
  const { store, effects, feeds, callbacks, ending, watches, whyEnded } = params

  const begin = (): (() => Promise<void>) => {
    const known = new Map<Id, Known>()
    const allowed = new Map<Id, Millis>()
    const underWay = new Set<Promise<unknown>>()
    const timers = new Set<() => void>()
    let cancelSleep = (): void => {}
    let cancelWrite: (() => void) | null = null
    let stopping = false
    let taken = 0

    const follow = (work: Promise<unknown>, what: string): void => {
      const followed = work
        .catch(thrown => effects.log(what, { cause: String(thrown) }))
        .finally(() => underWay.delete(followed))
      underWay.add(followed)
    }

    const later = (delay: Millis, act: () => void): void => {
      const cancel = effects.after(delay, () => {
        timers.delete(cancel)
        if (!stopping) act()
      })
      timers.add(cancel)
    }

    const settle = (watchId: Id, failures = 0): void => {
      follow(
        watches.settle(watchId).catch(thrown => {
          later(Math.min(MINUTE, SECOND * 2 ** failures), () => settle(watchId, failures + 1))
          throw thrown
        }),
        'An event that agents no longer listen to could not be turned off. This is retried automatically.'
      )
    }

    const forget = async (id: Id): Promise<void> => {
      const one = known.get(id)
      known.delete(id)
      allowed.delete(id)
      one?.stopFollowing()
      await one?.delivery?.stop()
    }

    const write = async (): Promise<void> => {
      cancelWrite = null
      const progress = [...known.values()].flatMap(({ delivery }) => delivery?.takeProgress() ?? [])
      if (progress.length === 0) return
      await retryUntilWritten({ effects, stopping: () => stopping }, () => store.agentEvents.note(progress))
    }

    const progressed = (): void => {
      if (stopping) return
      cancelWrite ??= effects.after(WRITE, () =>
        follow(write(), 'The progress of agents’ subscriptions could not be saved.')
      )
    }

    /** Returns true if a client may receive events. Otherwise ends the subscription and returns false. */
    const mayDeliver = async (id: Id): Promise<boolean> => {
      const one = known.get(id)
      if (one === undefined) return false
      const now = effects.clock()
      if ((allowed.get(id) ?? 0) > now) return true
      const why = await whyEnded(one.subscription)
      if (why === null) {
        allowed.set(id, now + KNOWN)
        return true
      }
      follow(ending.end(one.subscription, why), 'A subscription of an agent could not be ended.')
      return false
    }

    /** Removes a lapsed subscription, unless it was refreshed since. */
    const removeLapsed = async (id: Id): Promise<void> => {
      const [removed] = await store.agentEvents.remove([id], effects.clock())
      if (removed !== undefined) await forget(id)
    }

    const start = (subscription: EventSubscription): void => {
      const { id, flowId } = subscription
      const feed = feeds.of(flowId)
      const delivery =
        subscription.mode === 'webhook'
          ? createEventDelivery({
              ...{ subscription, feed, effects, callbacks, progressed },
              mayDeliver: () => mayDeliver(id),
              drained: () => follow(removeLapsed(id), 'An expired subscription could not be removed.')
            })
          : null
      const stopFollowing = delivery === null ? () => {} : feed.follow(delivery.wake)
      taken += 1
      known.set(id, { subscription, delivery, stopFollowing, hasLapsed: false, number: taken })
      delivery?.wake()
    }

    const take = (subscription: EventSubscription): void => {
      const one = known.get(subscription.id)
      if (one !== undefined) {
        one.subscription = subscription
        one.hasLapsed = false
        // Whoever refreshes one turns its event on. A stream only keeps its own.
        if (subscription.mode !== 'push') {
          taken += 1
          one.number = taken
        }
        one.delivery?.refresh(subscription)
        return
      }
      if (!stopping) start(subscription)
    }

    /** Ends lapsed subscriptions, and schedules the next check for when another lapses. */
    const look = (): void => {
      cancelSleep()
      if (stopping) return
      const now = effects.clock()
      let next = now + LONGEST_SLEEP
      for (const one of known.values()) {
        const { id, expiresAt, watchId } = one.subscription
        if (expiresAt > now) next = Math.min(next, expiresAt)
        else if (!one.hasLapsed) {
          one.hasLapsed = true
          settle(watchId)
          if (one.delivery === null) follow(removeLapsed(id), 'An expired subscription could not be removed.')
          else one.delivery.wake()
        }
      }
      cancelSleep = effects.after(Math.max(0, next - now), look)
    }

    const reload = async (ids: Id[]): Promise<void> => {
      const found = new Map((await store.agentEvents.several(ids)).map(one => [one.id, one]))
      for (const id of ids) {
        const subscription = found.get(id)
        if (subscription === undefined) await forget(id)
        else take(subscription)
      }
      look()
    }

    /**
     * Ends the subscriptions of a flow after it was turned off. Newer subscriptions, with sequence numbers
     * above `upTo`, are kept.
     */
    const endTurnedOff = async (flowId: Id, upTo: number): Promise<void> => {
      const there = [...known.values()].flatMap(({ subscription, number }) =>
        subscription.flowId === flowId && number <= upTo && subscription.expiresAt > effects.clock()
          ? [subscription]
          : []
      )
      const [first] = there
      if (first === undefined || !(await watches.isOff(first))) return
      for (const subscription of there) {
        await ending.end(subscription, { name: 'Forbidden', data: { reason: 'The event was turned off.' } })
      }
    }

    const flowsTurnedOff = async (ids: Id[], upTo: number): Promise<void> => {
      const rows = await Promise.all(ids.map(id => store.subscriptions.find(id)))
      const flowIds = rows.flatMap(row => (row === null || row.wanted ? [] : [row.flowId]))
      for (const flowId of new Set(flowIds)) await endTurnedOff(flowId, upTo)
    }

    const heard = ({ topic, ids }: Change): void => {
      if (topic === 'agents') {
        follow(reload(ids), 'Changed subscriptions of agents could not be read.')
        return
      }
      if (known.size === 0) return
      const upTo = taken
      later(SETTLE, () => follow(flowsTurnedOff(ids, upTo), 'A subscription of an agent could not be ended.'))
    }

    /** Reloads all subscriptions, since changes by other processes may have been missed. */
    const reloadAll = async (): Promise<void> => {
      const upTo = taken
      const all = await store.agentEvents.list()
      await reload([...new Set([...known.keys(), ...all.map(({ id }) => id)])])
      for (const flowId of new Set(all.map(one => one.flowId))) await endTurnedOff(flowId, upTo)
    }

    const resume = async (): Promise<void> => {
      const all: EventWatch[] = await store.agentEvents.watches()
      for (const subscription of await store.agentEvents.list()) take(subscription)
      look()
      for (const watch of all) {
        await watches
          .resume(watch)
          .catch(thrown => effects.log('An event of agents could not be resumed.', { cause: String(thrown) }))
      }
    }

    const tidy = (): void => {
      follow(
        watches.tidy(),
        'Stored messages that agents no longer need could not be deleted. This is retried in an hour.'
      )
      later(TIDY, tidy)
    }

    const unlisten = listenAll(store, heard, ['agents', 'subscriptions'])
    const unlistenLost = store.listenOthers(change => {
      if (change === null) follow(reloadAll(), 'Changed subscriptions of agents could not be read.')
    })
    follow(resume(), 'The subscriptions of agents could not be read. They continue after the next start.')
    tidy()

    return async () => {
      stopping = true
      unlisten()
      unlistenLost()
      cancelSleep()
      cancelWrite?.()
      for (const cancel of timers) cancel()
      for (const { stopFollowing } of known.values()) stopFollowing()
      await Promise.all([...known.values()].map(({ delivery }) => delivery?.stop()))
      await Promise.all(underWay)
      const progress = [...known.values()].flatMap(({ delivery }) => delivery?.takeProgress() ?? [])
      if (progress.length > 0) await store.agentEvents.note(progress).catch(() => {})
    }
  }

  return { begin }
}
