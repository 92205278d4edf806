import { Fault, type Id } from '@hookwright/model'
import { and, asc, count, desc, eq, getTableColumns, isNotNull, sql } from 'drizzle-orm'
import { attempts, cleanupEntries, flows, subscriptions } from '../../schema/schema.ts'
import type { Database } from '../../statements/database.ts'
import { subscriptionRowid } from '../../statements/rowid-of.ts'
import { all, get, run } from '../../statements/steps.ts'
import {
  attemptOf,
  cleanupEntryOf,
  isRunning,
  selectCleanupEntries
} from '../../statements/subscription-row.ts'
import type { CleanupStore } from '../../store.ts'
import type { SubscriptionWriter } from './write-subscriptions.ts'

export const createCleanupStore = (
  { tables, write, read, list, isGone }: Database,
  writer: SubscriptionWriter
): CleanupStore => {
  /** Returns an open entry. Throws `cleanup.gone`, `cleanup.closed`. */
  function* findOpen(id: Id) {
    const entry = yield* get(
      tables
        .select({
          status: cleanupEntries.status,
          tries: cleanupEntries.tries,
          subscription: subscriptions.id,
          subscriptionId: subscriptions.uid
        })
        .from(cleanupEntries)
        .innerJoin(subscriptions, eq(cleanupEntries.subscription, subscriptions.id))
        .where(eq(cleanupEntries.uid, id))
    )
    if (entry === undefined) throw new Fault('cleanup.gone')
    if (entry.status === 'closed') throw new Fault('cleanup.closed')
    return entry
  }
  return {
    find: id =>
      read(function* () {
        const row = yield* get(selectCleanupEntries(tables).where(eq(cleanupEntries.uid, id)))
        return row === undefined ? null : cleanupEntryOf(row)
      }),
    openOf: subscriptionId =>
      read(function* () {
        const row = yield* get(
          selectCleanupEntries(tables)
            .where(and(eq(subscriptions.uid, subscriptionId), eq(cleanupEntries.status, 'open')))
            .orderBy(sql`${cleanupEntries.nextAt} nulls first`)
            .limit(1)
        )
        return row === undefined ? null : cleanupEntryOf(row)
      }),
    open: () =>
      read(function* () {
        const found = selectCleanupEntries(tables)
          // Literal, so that its partial index is used.
          .where(sql`${cleanupEntries.status} = 'open'`)
          .orderBy(desc(cleanupEntries.id))
        return (yield* all(found)).map(cleanupEntryOf)
      }),
    planned: limit =>
      read(function* () {
        return (yield* all(
          selectCleanupEntries(tables)
            .where(and(eq(cleanupEntries.status, 'open'), isNotNull(cleanupEntries.nextAt)))
            .orderBy(asc(cleanupEntries.nextAt))
            .limit(limit)
        )).map(cleanupEntryOf)
      }),
    addClosed: entry =>
      write(function* (note) {
        const subscription = yield* subscriptionRowid(tables, entry.subscriptionId)
        yield* writer.openEntry(subscription, entry, note)
        if (entry.status.is === 'open') return
        const { how, reason, at } = entry.status
        yield* run(
          tables
            .update(cleanupEntries)
            .set({ status: 'closed', how, reason, closedAt: at })
            .where(eq(cleanupEntries.uid, entry.id))
        )
      }),
    beginTry: (id, { attempt, run: begun, nextAt }) =>
      write(function* (note) {
        const entry = yield* findOpen(id)
        const tries = entry.tries + 1
        yield* run(tables.update(cleanupEntries).set({ tries, nextAt }).where(eq(cleanupEntries.uid, id)))
        yield* writer.beginAttempt(entry.subscription, attempt, begun, note)
        note('cleanup', id, entry.subscriptionId)
      }),
    interrupted: () =>
      read(function* () {
        return (yield* all(
          tables
            .select({ ...getTableColumns(attempts), subscriptionId: subscriptions.uid })
            .from(attempts)
            .innerJoin(subscriptions, eq(attempts.subscription, subscriptions.id))
            .where(and(isRunning, isGone(attempts.process), eq(attempts.kind, 'cleanup')))
        )).map(attemptOf)
      }),
    list: () =>
      list(function* (reading) {
        const found = selectCleanupEntries(reading)
          // In the alphabet, closed comes before open.
          .orderBy(desc(cleanupEntries.status), desc(cleanupEntries.id))
        return (yield* all(found)).map(cleanupEntryOf)
      }),
    countOpen: flowId =>
      list(function* (reading) {
        const counted = yield* get(
          reading
            .select({ open: count() })
            .from(cleanupEntries)
            .innerJoin(subscriptions, eq(cleanupEntries.subscription, subscriptions.id))
            .innerJoin(flows, eq(subscriptions.flow, flows.id))
            .where(and(eq(flows.uid, flowId), eq(cleanupEntries.status, 'open')))
        )
        return counted?.open ?? 0
      }),
    close: (id, { how, reason, at }) =>
      write(function* (note) {
        const entry = yield* findOpen(id)
        yield* run(
          tables
            .update(cleanupEntries)
            .set({ status: 'closed', how, reason, closedAt: at })
            .where(eq(cleanupEntries.uid, id))
        )
        note('cleanup', id, entry.subscriptionId)
      })
  }
}
