import type { Millis } from '@hookwright/model'
import {
  and,
  asc,
  count,
  eq,
  getTableColumns,
  gt,
  gte,
  inArray,
  isNull,
  lt,
  lte,
  ne,
  notExists,
  or,
  type SQL
} from 'drizzle-orm'
import { eventSubscriptions, eventWatches, flows, subscriptions } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import type { Database } from '../../statements/database.ts'
import { livingFlowRowid } from '../../statements/rowid-of.ts'
import { all, get, run, type Steps } from '../../statements/steps.ts'
import type { AgentEventStore, EventSubscription, EventWatch } from '../../store.ts'

type KeptSubscription = typeof eventSubscriptions.$inferSelect & { watchId: string; flowId: string }

const subscriptionOf = (row: KeptSubscription): EventSubscription => ({
  id: row.uid,
  handle: row.handle,
  watchId: row.watchId,
  flowId: row.flowId,
  mode: row.mode,
  memberId: row.memberId,
  clientKey: row.clientKey,
  clientName: row.clientName,
  name: row.name,
  arguments: row.arguments,
  webhook:
    row.url === null || row.secretSealed === null
      ? null
      : {
          url: row.url,
          secretSealed: row.secretSealed,
          formerSealed: row.formerSealed,
          formerUntil: row.formerUntil
        },
  position: { delivery: row.delivery, record: row.record, at: row.positionAt },
  createdAt: row.createdAt,
  expiresAt: row.expiresAt,
  lastEventAt: row.lastEventAt,
  lastError: row.lastError,
  failedSince: row.failedSince,
  suspended: row.suspended,
  gapDue: row.gapDue
})

const buffered = (bytes: Uint8Array | null): Buffer | null => (bytes === null ? null : Buffer.from(bytes))

const columnsOf = ({ id: uid, watchId: _, flowId: __, webhook, position, ...rest }: EventSubscription) => ({
  uid,
  ...rest,
  url: webhook?.url ?? null,
  secretSealed: buffered(webhook?.secretSealed ?? null),
  formerSealed: buffered(webhook?.formerSealed ?? null),
  formerUntil: webhook?.formerUntil ?? null,
  delivery: position.delivery,
  record: position.record,
  positionAt: position.at
})

const selectWatches = (tables: Tables) =>
  tables
    .select({
      id: eventWatches.uid,
      key: eventWatches.key,
      flowId: flows.uid,
      createdAt: eventWatches.createdAt
    })
    .from(eventWatches)
    .innerJoin(flows, eq(eventWatches.flow, flows.id))

const selectSubscriptions = (tables: Tables) =>
  tables
    .select({ ...getTableColumns(eventSubscriptions), watchId: eventWatches.uid, flowId: flows.uid })
    .from(eventSubscriptions)
    .innerJoin(eventWatches, eq(eventSubscriptions.watch, eventWatches.id))
    .innerJoin(flows, eq(eventWatches.flow, flows.id))

/**
 * Returns the SQL condition of agents' event watches that have no subscriptions and whose flow has been off
 * since a given time.
 */
const isUnused = (tables: Tables, since: Millis): SQL | undefined =>
  and(
    lt(eventWatches.createdAt, since),
    notExists(
      tables
        .select({ id: eventSubscriptions.id })
        .from(eventSubscriptions)
        .where(eq(eventSubscriptions.watch, eventWatches.id))
    ),
    notExists(
      tables
        .select({ id: subscriptions.id })
        .from(subscriptions)
        .where(
          and(
            eq(subscriptions.flow, eventWatches.flow),
            or(ne(subscriptions.status, 'ended'), gte(subscriptions.since, since))
          )
        )
    )
  )

function* watchWith(tables: Tables, key: string): Steps<EventWatch | null> {
  return (yield* get(selectWatches(tables).where(eq(eventWatches.key, key)))) ?? null
}

/** Creates the store methods for watches and subscriptions of agents, without the reading of events. */
export const createAgentEventRows = ({
  tables,
  write,
  read,
  list
}: Database): Omit<AgentEventStore, 'newest' | 'skip' | 'events'> => ({
  watchOf: key => read(() => watchWith(tables, key)),
  addWatch: ({ id, key, flowId, createdAt }) =>
    write(function* () {
      const known = yield* watchWith(tables, key)
      if (known !== null) return known
      const flow = yield* livingFlowRowid(tables, flowId)
      yield* run(tables.insert(eventWatches).values({ uid: id, key, flow, createdAt }))
      return { id, key, flowId, createdAt }
    }),
  moveWatch: (id, flowId) =>
    write(function* () {
      const flow = yield* livingFlowRowid(tables, flowId)
      yield* run(tables.update(eventWatches).set({ flow }).where(eq(eventWatches.uid, id)))
    }),
  watches: () =>
    list(function* (reading) {
      return yield* all(selectWatches(reading).orderBy(asc(eventWatches.id)))
    }),
  watchById: id =>
    read(function* () {
      return (yield* get(selectWatches(tables).where(eq(eventWatches.uid, id)))) ?? null
    }),
  unusedWatches: (since, most) =>
    list(function* (reading) {
      const unused = selectWatches(reading).where(isUnused(reading, since))
      return yield* all(unused.orderBy(asc(eventWatches.id)).limit(most))
    }),
  removeUnused: (id, since) =>
    write(function* () {
      const where = and(eq(eventWatches.uid, id), isUnused(tables, since))
      return (yield* run(tables.delete(eventWatches).where(where))).changes > 0
    }),
  put: subscription =>
    write(function* (note) {
      const watch = yield* get(
        tables
          .select({ id: eventWatches.id })
          .from(eventWatches)
          .innerJoin(flows, eq(eventWatches.flow, flows.id))
          .where(and(eq(eventWatches.uid, subscription.watchId), isNull(flows.deletedAt)))
      )
      if (watch === undefined) return false
      const values = { ...columnsOf(subscription), watch: watch.id }
      yield* run(
        tables
          .insert(eventSubscriptions)
          .values(values)
          .onConflictDoUpdate({ target: eventSubscriptions.handle, set: values })
      )
      note('agents', subscription.id)
      return true
    }),
  find: handle =>
    read(function* () {
      const row = yield* get(selectSubscriptions(tables).where(eq(eventSubscriptions.handle, handle)))
      return row === undefined ? null : subscriptionOf(row)
    }),
  list: ({ memberId, clientKey, watchId } = {}) =>
    list(function* (reading) {
      const rows = yield* all(
        selectSubscriptions(reading)
          .where(
            and(
              memberId === undefined ? undefined : eq(eventSubscriptions.memberId, memberId),
              clientKey === undefined ? undefined : eq(eventSubscriptions.clientKey, clientKey),
              watchId === undefined ? undefined : eq(eventWatches.uid, watchId)
            )
          )
          .orderBy(asc(eventSubscriptions.id))
      )
      return rows.map(subscriptionOf)
    }),
  count: ({ memberId, clientKey }, now) =>
    read(function* () {
      const row = yield* get(
        tables
          .select({ count: count() })
          .from(eventSubscriptions)
          .where(
            and(
              eq(eventSubscriptions.memberId, memberId),
              eq(eventSubscriptions.clientKey, clientKey),
              gt(eventSubscriptions.expiresAt, now)
            )
          )
      )
      return row?.count ?? 0
    }),
  several: ids =>
    list(function* (reading) {
      const rows = yield* all(selectSubscriptions(reading).where(inArray(eventSubscriptions.uid, ids)))
      return rows.map(subscriptionOf)
    }),
  remove: (ids, lapsedBy) =>
    write(function* (note) {
      if (ids.length === 0) return []
      const gone = yield* all(
        tables
          .delete(eventSubscriptions)
          .where(
            and(
              inArray(eventSubscriptions.uid, ids),
              lapsedBy === undefined ? undefined : lte(eventSubscriptions.expiresAt, lapsedBy)
            )
          )
          .returning({ id: eventSubscriptions.uid })
      )
      for (const { id } of gone) note('agents', id)
      return gone.map(({ id }) => id)
    }),
  extend: (id, expiresAt) =>
    write(function* (note) {
      const { changes } = yield* run(
        tables.update(eventSubscriptions).set({ expiresAt }).where(eq(eventSubscriptions.uid, id))
      )
      if (changes > 0) note('agents', id)
      return changes > 0
    }),
  note: progress =>
    write(function* () {
      for (const { id, position, ...rest } of progress) {
        const { delivery, record, at: positionAt } = position
        yield* run(
          tables
            .update(eventSubscriptions)
            .set({ ...rest, delivery, record, positionAt })
            .where(eq(eventSubscriptions.uid, id))
        )
      }
    })
})
