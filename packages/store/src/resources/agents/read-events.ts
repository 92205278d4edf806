import {
  type EventPosition,
  HOUR,
  hasEnded,
  type Id,
  type Millis,
  type RunStatus,
  type Step
} from '@hookwright/model'
import { and, asc, desc, eq, gt, gte, inArray, isNull, lt, max, ne, or, type SQL } from 'drizzle-orm'
import { deliveries, flows, runs, subscriptions } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import type { Database } from '../../statements/database.ts'
import { all, get, type Steps } from '../../statements/steps.ts'
import type { AgentEventStore, EventPage, StoredEvent } from '../../store.ts'

interface DeliveryRow {
  id: number
  uid: string
  receivedAt: number
  status: (typeof deliveries.$inferSelect)['status']
  /** True when no earlier delivery can become visible any more. */
  isSettled: boolean | number
}

interface EventRun {
  delivery: number | null
  recordIndex: number | null
  status: RunStatus['is']
  /** True for a run that ended early, for example because a filter stopped it. It creates no event. */
  hasDetail: number | boolean
  steps: Step[] | null
}

/**
 * Maximum difference between the times of rows and the order of their rowids. Covers clock differences
 * between servers, and clocks that are set.
 */
const SLACK = HOUR

/** Returns the outputs of the first step, which are those of the event; null if they were not stored. */
const outputsOf = ({ steps }: Pick<EventRun, 'steps'>): StoredEvent['outputs'] => {
  const outputs = steps?.[0]?.outputs
  return outputs === undefined || outputs === 'given' ? null : outputs
}

/**
 * Returns the events of a delivery, one per run or record. All its runs must have ended. The event of a
 * failed run has no outputs.
 */
const eventsOf = ({ id, uid, receivedAt }: DeliveryRow, ofDelivery: EventRun[]): StoredEvent[] => {
  const records = ofDelivery.filter(({ recordIndex }) => recordIndex !== null)
  const from = records.length > 0 ? records : ofDelivery
  const sorted = from.toSorted((one, other) => (one.recordIndex ?? 0) - (other.recordIndex ?? 0))
  return sorted.flatMap((run, at): StoredEvent[] => {
    const isLost = run.status !== 'succeeded'
    // It stopped by its own conditions, as a filter does.
    if (!isLost && run.hasDetail) return []
    const isLast = at === sorted.length - 1
    return [
      {
        deliveryId: uid,
        recordIndex: run.recordIndex,
        position: { delivery: id, record: isLast ? null : run.recordIndex, at: receivedAt },
        outputs: isLost ? null : outputsOf(run)
      }
    ]
  })
}

/**
 * Returns the rowids of those subscriptions of a flow that may have deliveries after the position `after`.
 */
function* readSubscriptions(
  tables: Tables,
  { flowId, after }: { flowId: Id; after: EventPosition }
): Steps<number[]> {
  const found = yield* all(
    tables
      .select({ id: subscriptions.id })
      .from(subscriptions)
      .innerJoin(flows, eq(subscriptions.flow, flows.id))
      .where(
        and(
          eq(flows.uid, flowId),
          or(ne(subscriptions.status, 'ended'), gte(subscriptions.since, after.at - SLACK))
        )
      )
  )
  return found.map(({ id }) => id)
}

/** Reads a flow's deliveries after a rowid, in order, up to the limit. */
function* readDeliveries(
  tables: Tables,
  isSettled: (settledBefore: number) => SQL<boolean | number>,
  filter: Parameters<AgentEventStore['events']>[0]
): Steps<DeliveryRow[]> {
  const { after, limit, settledBefore } = filter
  const found: DeliveryRow[] = []
  for (const id of yield* readSubscriptions(tables, filter)) {
    found.push(
      ...(yield* all(
        tables
          .select({
            id: deliveries.id,
            uid: deliveries.uid,
            receivedAt: deliveries.receivedAt,
            status: deliveries.status,
            isSettled: isSettled(settledBefore)
          })
          .from(deliveries)
          .where(
            and(
              eq(deliveries.subscription, id),
              after.record === null ? gt(deliveries.id, after.delivery) : gte(deliveries.id, after.delivery)
            )
          )
          .orderBy(asc(deliveries.id))
          .limit(limit + 1)
      ))
    )
  }
  return found.toSorted((one, other) => one.id - other.id).slice(0, limit + 1)
}

/** Returns true for a delivery that has not run yet or has an unfinished run. */
const isOpen = ({ status }: DeliveryRow, ofDelivery: EventRun[]): boolean =>
  status === 'accepted' || ofDelivery.some(({ status: is }) => !hasEnded({ is }))

/** Returns true for a delivery that continues only at a set time or after a person's decision. */
const isHeld = (row: DeliveryRow, ofDelivery: EventRun[]): boolean => {
  const open = ofDelivery.filter(({ status: is }) => !hasEnded({ is }))
  const isQueued = open.some(({ status }) => status === 'queued' || status === 'running')
  return row.status !== 'accepted' && open.length > 0 && !isQueued
}

function* readRuns(tables: Tables, rows: DeliveryRow[]): Steps<Map<number, EventRun[]>> {
  const done = rows.filter(({ status }) => status === 'done').map(({ id }) => id)
  const byDelivery = new Map<number, EventRun[]>()
  if (done.length === 0) return byDelivery
  const found = yield* all(
    tables
      .select({
        delivery: runs.delivery,
        recordIndex: runs.recordIndex,
        status: runs.status,
        detail: runs.detail,
        steps: runs.steps
      })
      .from(runs)
      .where(and(inArray(runs.delivery, done), isNull(runs.replayOf), eq(runs.kind, 'flow')))
      .orderBy(asc(runs.id))
  )
  for (const { detail, ...run } of found) {
    const own = byDelivery.get(run.delivery ?? 0) ?? []
    own.push({ ...run, hasDetail: detail !== null })
    byDelivery.set(run.delivery ?? 0, own)
  }
  return byDelivery
}

/**
 * Finds, by binary search, a rowid before the first delivery that arrived at a given time or later. It is at
 * most `SLACK` earlier than that delivery.
 */
function* startOfSearch(tables: Tables, after: number, at: Millis): Steps<number> {
  const newest = yield* get(tables.select({ id: max(deliveries.id) }).from(deliveries))
  let [low, high] = [after + 1, (newest?.id ?? 0) + 1]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const next = yield* get(
      tables
        .select({ id: deliveries.id, receivedAt: deliveries.receivedAt })
        .from(deliveries)
        .where(gte(deliveries.id, middle))
        .orderBy(asc(deliveries.id))
        .limit(1)
    )
    if (next === undefined || next.receivedAt >= at - SLACK) high = middle
    else low = next.id + 1
  }
  return low
}

/**
 * Finds the first delivery after a rowid that one of these subscriptions received at a given time or later,
 * and returns its rowid.
 */
function* firstSince(
  tables: Tables,
  of: readonly number[],
  { after, at }: { after: number; at: Millis }
): Steps<number> {
  const start = yield* startOfSearch(tables, after, at)
  let first = Number.MAX_SAFE_INTEGER
  for (const id of of) {
    const found = yield* get(
      tables
        .select({ id: deliveries.id })
        .from(deliveries)
        .where(
          and(
            eq(deliveries.subscription, id),
            gte(deliveries.id, start),
            lt(deliveries.id, first),
            gte(deliveries.receivedAt, at)
          )
        )
        .orderBy(asc(deliveries.id))
        .limit(1)
    )
    first = found?.id ?? first
  }
  return first
}

/**
 * Creates the store methods that read events in the order of deliveries. `isSettled` is true for a row when
 * no earlier row can become visible any more. It may be true for all rows older than a given time.
 */
export const createEventReading = (
  { tables, read, list }: Database,
  isSettled: (settledBefore: number) => SQL<boolean | number>
): Pick<AgentEventStore, 'newest' | 'skip' | 'events'> => ({
  newest: at =>
    read(function* () {
      const row = yield* get(tables.select({ id: max(deliveries.id) }).from(deliveries))
      return { delivery: row?.id ?? 0, record: null, at }
    }),
  skip: ({ flowId, after, before }) =>
    list(function* (reading) {
      const ids = yield* readSubscriptions(reading, { flowId, after })
      const first = yield* firstSince(reading, ids, { after: after.delivery, at: before })
      let skipped = after
      for (const id of ids) {
        const last = yield* get(
          reading
            .select({ delivery: deliveries.id, at: deliveries.receivedAt })
            .from(deliveries)
            .where(
              and(
                eq(deliveries.subscription, id),
                gt(deliveries.id, skipped.delivery),
                lt(deliveries.id, first)
              )
            )
            .orderBy(desc(deliveries.id))
            .limit(1)
        )
        if (last !== undefined) skipped = { ...last, record: null }
      }
      return skipped
    }),
  events: filter =>
    list(function* (reading): Steps<EventPage> {
      const { after, limit, passOver } = filter
      const rows = yield* readDeliveries(reading, isSettled, filter)
      const read = rows.slice(0, limit)
      const byDelivery = yield* readRuns(reading, read)
      const runsOf = ({ id }: DeliveryRow): EventRun[] => byDelivery.get(id) ?? []
      const held = read.filter(row => isHeld(row, runsOf(row))).map(({ uid }) => uid)
      const hasMore = rows.length > limit
      const page: EventPage = { events: [], position: after, hasMore, waits: false, held }
      for (const row of read) {
        const isGivenUp = held.includes(row.uid) && passOver.has(row.uid)
        if (!row.isSettled || (isOpen(row, runsOf(row)) && !isGivenUp)) {
          return { ...page, hasMore: false, waits: true }
        }
        const position = { delivery: row.id, record: null, at: row.receivedAt }
        const events = isGivenUp
          ? [{ deliveryId: row.uid, recordIndex: null, position, outputs: null }]
          : eventsOf(row, runsOf(row))
        const isBehind = ({ recordIndex }: (typeof events)[number]): boolean =>
          row.id > after.delivery || (recordIndex ?? 0) > (after.record ?? -1)
        page.events.push(...events.filter(isBehind))
        page.position = position
      }
      return page
    })
})
