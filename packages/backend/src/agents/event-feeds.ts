import { deployedKeyOf } from '@hookwright/engine'
import {
  comparePositions,
  type EventPosition,
  type FieldId,
  HOUR,
  type Id,
  MINUTE,
  type Millis,
  payloadNamesOf,
  SECOND
} from '@hookwright/model'
import type { Change, Store, StoredEvent } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import { listenAll } from '../kernel/listen-all.ts'
import type { LoadedRevisions } from '../revisions/loaded-revisions.ts'

/** Event of a flow, as passed to listeners. */
export interface FeedEvent {
  id: string
  position: EventPosition
  at: Millis
  /** Data as JSON; null for a lost event: its run failed, or its values were deleted. */
  data: string | null
}

/** Events of a flow after a position. */
export interface FeedPage {
  events: FeedEvent[]
  /** Position of the last delivery that the page covers. Later reads continue after it. */
  position: EventPosition
  /** True if the next delivery has not run yet. */
  waits: boolean
  /** True if more events can be read immediately. */
  hasMore: boolean
}

/** Events of one flow, in the order of its deliveries. */
export interface Feed {
  read: (after: EventPosition, limit: number) => Promise<FeedPage>
  /** Subscribes a callback to new events. Returns a function that unsubscribes. */
  follow: (wake: () => void) => () => void
}

/** Feeds of the flows that agents listen to. Flows without listeners cause no work. */
export interface EventFeeds {
  /** Returns the feed of a flow, shared by all its listeners. */
  of: (flowId: Id) => Feed
}

/**
 * Maximum time for which a delivery blocks later ones because its run waits or is on hold. It counts from
 * when this process first sees the wait.
 */
const LONGEST_WAIT: Millis = MINUTE

/** Time after which the record of a blocking delivery is dropped, unless it was seen again. */
const FORGET: Millis = HOUR

/** Minimum age of a settled delivery. No delivery received before it can still appear in the store. */
const SETTLED: Millis = MINUTE

/** Maximum number of events that a feed keeps in memory for its listeners. */
const MOST_KEPT = 500

/** Maximum size of all kept events of a feed, in characters. */
const MOST_TEXT = 4 * 1024 * 1024

/** Time for which ended runs are collected before listeners are notified. */
const GATHER: Millis = 20

/**
 * Interval at which listeners check for events. Events of another process may cause no change notification
 * here.
 */
const LOOK: Millis = 2 * SECOND

interface KeptEvents {
  from: EventPosition
  waits: boolean
  hasMore: boolean
  to: EventPosition
  events: FeedEvent[]
  text: number
}

export const createEventFeeds = (params: {
  store: Store
  effects: Effects
  loadedRevisions: Pick<LoadedRevisions, 'version'>
}): EventFeeds => {
  const { store, effects, loadedRevisions } = params
  const holds = createHolds(effects)
  const feeds = new Map<Id, Feed>()
  /** Callbacks of listeners, by flow. */
  const wakes = new Map<Id, Set<() => void>>()
  /** Cache of flow ids, by subscription. */
  const flowOf = new Map<Id, Id | null>()
  let stopListening: (() => void) | null = null
  let stopLooking: (() => void) | null = null

  const woken = new Set<Id>()
  let cancelWake: (() => void) | null = null

  /**
   * Notifies the listeners of a flow. Runs that end within a few milliseconds cause a single notification.
   */
  const wake = (flowId: Id): void => {
    if (!wakes.has(flowId)) return
    woken.add(flowId)
    cancelWake ??= effects.after(GATHER, () => {
      cancelWake = null
      const flows = [...woken]
      woken.clear()
      for (const flow of flows) for (const each of wakes.get(flow) ?? []) each()
    })
  }

  const flowOfSubscription = async (id: Id): Promise<Id | null> => {
    const known = flowOf.get(id)
    if (known !== undefined) return known
    const flowId = (await store.subscriptions.find(id))?.flowId ?? null
    flowOf.set(id, flowId)
    return flowId
  }

  const heard = ({ of }: Change): void => {
    for (const id of of) {
      const known = flowOf.get(id)
      if (known === undefined) {
        flowOfSubscription(id).then(
          flowId => {
            if (flowId !== null) wake(flowId)
          },
          () => {}
        )
      } else if (known !== null) wake(known)
    }
  }

  const lookAgain = (): void => {
    stopLooking = effects.after(LOOK, () => {
      for (const flowId of wakes.keys()) wake(flowId)
      lookAgain()
    })
  }

  const begin = (): void => {
    stopListening = listenAll(store, heard, ['runs'])
    lookAgain()
  }

  const end = (): void => {
    stopListening?.()
    stopLooking?.()
    cancelWake?.()
    cancelWake = null
    woken.clear()
    flowOf.clear()
  }

  const createFeed = (flowId: Id): Feed => {
    let kept: KeptEvents | null = null
    let reading: Promise<void> | null = null
    let queued: Promise<void> | null = null
    let naming: { versionId: Id; names: Promise<Naming> } | null = null
    let namedUntil = 0

    /** Returns the output names in the registered version of the event. */
    const namesNow = async (): Promise<Naming> => {
      const now = effects.clock()
      if (naming !== null && now < namedUntil) return naming.names
      namedUntil = now + LOOK
      const current = await store.subscriptions.currentOf(flowId)
      if (current === null) return { names: new Map(), runMode: false }
      const { versionId, eventFlowId } = current.terms
      if (naming?.versionId !== versionId) {
        naming = {
          versionId,
          names: loadedRevisions.version(versionId).then(({ events }) => {
            const signature = events.get(deployedKeyOf(versionId, eventFlowId))
            return {
              names: payloadNamesOf(signature?.outputs ?? []),
              runMode: signature?.runMode ?? false
            }
          })
        }
      }
      return naming.names
    }

    const eventOf = (stored: StoredEvent, { names }: Naming): FeedEvent => ({
      id: stored.recordIndex === null ? stored.deliveryId : `${stored.deliveryId}-${stored.recordIndex}`,
      position: stored.position,
      at: stored.position.at,
      data: stored.outputs === null ? null : JSON.stringify(renamed(stored.outputs, names))
    })

    const readStored = async (after: EventPosition, limit: number): Promise<FeedPage> => {
      const page = await store.agentEvents.events({
        ...{ flowId, after, limit, passOver: holds.givenUp() },
        settledBefore: effects.clock() - SETTLED
      })
      holds.see(page.held)
      const { hasMore, waits } = page
      if (page.events.length === 0) return { events: [], position: page.position, waits, hasMore }
      const named = await namesNow()
      const events = page.events
        // The first run of a delivery with records gives none of its own.
        .filter(({ recordIndex, outputs }) => recordIndex !== null || outputs === null || !named.runMode)
        .map(event => eventOf(event, named))
      return { events, position: page.position, waits, hasMore }
    }

    /** Reads the events after the kept ones and keeps them as well. */
    const readNext = async (limit: number): Promise<void> => {
      const own = kept
      if (own === null) return
      const page = await readStored(own.to, limit)
      own.events.push(...page.events)
      own.to = page.position
      own.waits = page.waits
      own.hasMore = page.hasMore
      for (const { data } of page.events) own.text += data?.length ?? 0
      while (own.events.length > MOST_KEPT || (own.text > MOST_TEXT && own.events.length > 1)) {
        const gone = own.events.shift()
        if (gone === undefined) break
        own.from = gone.position
        own.text -= gone.data?.length ?? 0
      }
    }

    /**
     * Reads new events. Calls during a read share one further read, since the current read may miss events
     * that were stored after its start.
     */
    const readOn = (limit: number): Promise<void> => {
      if (reading !== null) {
        queued ??= reading
          .catch(() => {})
          .then(() => {
            queued = null
            return readOn(limit)
          })
        return queued
      }
      reading = readNext(limit).finally(() => {
        reading = null
      })
      return reading
    }

    const fromKept = (after: EventPosition, limit: number): FeedPage | null => {
      if (kept === null || comparePositions(after, kept.from) < 0) return null
      if (comparePositions(after, kept.to) >= 0) return null
      const behind = kept.events.filter(({ position }) => comparePositions(position, after) > 0)
      const events = behind.slice(0, limit)
      const last = events.at(-1)
      const isAll = events.length === behind.length
      const position = isAll || last === undefined ? kept.to : last.position
      return { events, position, waits: kept.waits, hasMore: !isAll || kept.hasMore }
    }

    const feed: Feed = {
      read: async (after, limit) => {
        const shared = fromKept(after, limit)
        if (shared !== null) return shared
        if (kept === null || comparePositions(after, kept.to) > 0) {
          kept = { from: after, to: after, waits: false, hasMore: false, events: [], text: 0 }
        }
        // Who is far behind reads alone, and others are not held up by that.
        if (comparePositions(after, kept.to) < 0) return readStored(after, limit)
        await readOn(limit)
        return (
          fromKept(after, limit) ?? {
            events: [],
            position: kept.to,
            waits: kept.waits,
            hasMore: kept.hasMore
          }
        )
      },
      follow: wakeOne => {
        const own = wakes.get(flowId) ?? new Set()
        if (wakes.size === 0) begin()
        wakes.set(flowId, own)
        own.add(wakeOne)
        feeds.set(flowId, feed)
        return () => {
          own.delete(wakeOne)
          if (own.size > 0 || wakes.get(flowId) !== own) return
          wakes.delete(flowId)
          feeds.delete(flowId)
          if (wakes.size === 0) end()
        }
      }
    }
    return feed
  }

  return { of: flowId => feeds.get(flowId) ?? createFeed(flowId) }
}

/**
 * Creates a tracker of deliveries that block later ones. It is in memory, so that downtime does not count as
 * waiting time.
 */
const createHolds = ({ clock }: Pick<Effects, 'clock'>) => {
  const holds = new Map<Id, { since: Millis; seenAt: Millis }>()
  let forgetAt = 0
  return {
    see: (held: readonly Id[]): void => {
      const now = clock()
      for (const id of held) holds.set(id, { since: holds.get(id)?.since ?? now, seenAt: now })
      if (now < forgetAt) return
      forgetAt = now + LONGEST_WAIT
      for (const [id, { seenAt }] of holds) if (seenAt < now - FORGET) holds.delete(id)
    },
    /** Returns the deliveries that have blocked later ones for longer than `LONGEST_WAIT`. */
    givenUp: (): ReadonlySet<Id> => {
      const before = clock() - LONGEST_WAIT
      return new Set([...holds].flatMap(([id, { since }]) => (since <= before ? [id] : [])))
    }
  }
}

interface Naming {
  names: ReadonlyMap<FieldId, string>
  runMode: boolean
}

/**
 * Returns outputs with their property names as keys, instead of field ids. Omits outputs that the event does
 * not declare.
 */
const renamed = (
  outputs: Record<FieldId, unknown>,
  names: ReadonlyMap<FieldId, string>
): Record<string, unknown> =>
  Object.fromEntries(
    [...names].flatMap(([id, name]) => (Object.hasOwn(outputs, id) ? [[name, outputs[id]]] : []))
  )
