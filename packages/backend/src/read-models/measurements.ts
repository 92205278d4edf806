import { type Id, type Millis, SECOND, type SubscriptionStatus } from '@hookwright/model'
import type { QueueDepth, Store, StoredSize } from '@hookwright/store'
import type { Breakers } from '../breakers/breakers.ts'
import type { Dispatcher } from '../dispatch/dispatcher.ts'
import type { Effects } from '../kernel/effects.ts'
import type { Counts, Meters } from '../kernel/meters.ts'

/** Accepted deliveries that have no stored run yet. */
export interface Backlog {
  /** Number of deliveries, at most 1,000. */
  deliveries: number
  /** True if there are more deliveries than the counted ones. */
  isMore: boolean
  /** Time of the oldest delivery; `null` if there is none. */
  oldestAt: Millis | null
}

/** Work queue with its numbers of waiting, planned and running jobs. */
export interface MeasuredQueue extends Omit<QueueDepth, 'planned'> {
  /** Number of jobs that are due later. `null` for the in-memory queue, which has no such jobs. */
  planned: number | null
}

/** State of this process and its database at one point in time. */
export interface Gauges {
  at: Millis
  /** Number of processes that use the data, including this one. */
  processes: number
  /** Queues that all processes share. With a single process, its in-memory queue. */
  queues: MeasuredQueue[]
  backlog: Backlog
  /** Number of subscriptions that have not ended, by status. */
  subscriptions: ReadonlyMap<SubscriptionStatus['is'], number>
  /** Number of open cleanup entries. */
  cleanupEntries: number
  openBreakers: number
  size: StoredSize
  /** Keys of the connectors, by id. */
  connectorKeys: ReadonlyMap<Id, string>
}

/** Counters and gauges of this process, for monitoring. */
export interface Measurements {
  counts: () => Counts
  /** Reads the gauges, which are cached for a few seconds. */
  gauges: () => Promise<Gauges>
}

/** Maximum number of deliveries to count. */
const MOST_COUNTED = 1_000

/** Cache time of the gauges, since reading them takes queries. */
const FRESH: Millis = 5 * SECOND

/** Returns the time at which a UUIDv7 id was created. */
const timeOf = (id: Id): Millis => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)

/** Creates the reader of counters and gauges. */
export const createMeasurements = (params: {
  store: Store
  effects: Pick<Effects, 'clock'>
  meters: Pick<Meters, 'read'>
  breakers: Pick<Breakers, 'open'>
  dispatcher: Pick<Dispatcher, 'depth'>
}): Measurements => {
  const { store, effects, meters, breakers, dispatcher } = params
  let last: { at: Millis; gauges: Promise<Gauges> } | null = null

  const backlog = async (): Promise<Backlog> => {
    const rows = await store.deliveries.backlog({ limit: MOST_COUNTED + 1 })
    const [oldest] = rows
    return {
      deliveries: Math.min(rows.length, MOST_COUNTED),
      isMore: rows.length > MOST_COUNTED,
      oldestAt: oldest === undefined ? null : timeOf(oldest.id)
    }
  }

  const queueInMemory = (): MeasuredQueue => ({
    ...{ queue: 'work', planned: null, oldestWaiting: null },
    ...dispatcher.depth()
  })

  const readAll = async (at: Millis): Promise<Gauges> => ({
    at,
    processes: store.processCount(),
    queues: (await store.sharedWork?.depths()) ?? [queueInMemory()],
    backlog: await backlog(),
    subscriptions: await store.subscriptions.countByStatus(),
    cleanupEntries: (await store.cleanup.open()).length,
    openBreakers: breakers.open().length,
    size: await store.keeping.size(),
    connectorKeys: new Map((await store.connectors.list()).map(({ id, key }) => [id, key]))
  })

  return {
    counts: meters.read,
    gauges: () => {
      const now = effects.clock()
      // A clock that was set back must not keep old gauges.
      if (last === null || Math.abs(now - last.at) >= FRESH) {
        const reading = { at: now, gauges: readAll(now) }
        reading.gauges.catch(() => {
          if (last === reading) last = null
        })
        last = reading
      }
      return last.gauges
    }
  }
}
