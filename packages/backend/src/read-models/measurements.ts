import { type Id, type Millis, SECOND, type SubscriptionStatus } from '@hookwright/model'
import type { QueueDepth, Store, StoredSize } from '@hookwright/store'
import type { Breakers } from '../breakers/breakers.ts'
import type { Dispatcher } from '../dispatch/dispatcher.ts'
import type { Effects } from '../kernel/effects.ts'
import type { Counts, Meters } from '../kernel/meters.ts'

/** Deliveries that were accepted and have no stored run yet. */
export interface Backlog {
  /** Number of deliveries, up to a limit. */
  deliveries: number
  /** True when there are more than were counted. */
  isMore: boolean
  /** Time of the oldest one; null for none. */
  oldestAt: Millis | null
}

/** Queue of work, with the number of its jobs. */
export interface MeasuredQueue extends Omit<QueueDepth, 'planned'> {
  /** Jobs that are due later; null for the queue in memory, which has none of them. */
  planned: number | null
}

/** State of this process and of its database at one time. */
export interface Gauges {
  at: Millis
  /** Processes that have the data open, this one included. */
  processes: number
  /** Queues that all processes share; where one process has all work, the queue in its memory. */
  queues: MeasuredQueue[]
  backlog: Backlog
  /** Subscriptions that have not ended, by status. */
  subscriptions: ReadonlyMap<SubscriptionStatus['is'], number>
  /** Open cleanup entries. */
  cleanupEntries: number
  openBreakers: number
  size: StoredSize
  /** Keys of the connectors, by id. */
  connectorKeys: ReadonlyMap<Id, string>
}

/** Counters and gauges of this process, for those who operate it. */
export interface Measurements {
  counts: () => Counts
  /** Reads the gauges, which are cached for a few seconds. */
  gauges: () => Promise<Gauges>
}

/** Maximum number of counted deliveries. */
const MOST_COUNTED = 1_000

/** Time for which gauges are not read again, since they take queries. */
const FRESH: Millis = 5 * SECOND

/** Returns the time at which a UUIDv7 id was created. */
const timeOf = (id: Id): Millis => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)

/** Creates the readings of counters and gauges. */
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
