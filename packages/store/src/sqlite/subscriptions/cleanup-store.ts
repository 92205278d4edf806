import { Fault, type Id } from '@hookwright/model'
import { and, asc, count, desc, eq, getTableColumns, isNotNull, sql } from 'drizzle-orm'
import { attempts, cleanupEntries, flows, subscriptions } from '../../schema/schema.ts'
import { subscriptionRowid } from '../../statements/rowid-of.ts'
import { execute } from '../../statements/steps.ts'
import {
  attemptOf,
  cleanupEntryOf,
  isRunning,
  selectCleanupEntries
} from '../../statements/subscription-row.ts'
import type { CleanupStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
import type { SubscriptionWriter } from './write-subscriptions.ts'

export const createCleanupStore = (
  { tables, write, read, list }: SqliteFile,
  writer: SubscriptionWriter
): CleanupStore => {
  /** Returns an open entry. Throws `cleanup.gone`, `cleanup.closed`. */
  const openEntry = (id: Id) => {
    const entry = tables
      .select({
        status: cleanupEntries.status,
        tries: cleanupEntries.tries,
        subscription: subscriptions.id,
        subscriptionId: subscriptions.uid
      })
      .from(cleanupEntries)
      .innerJoin(subscriptions, eq(cleanupEntries.subscription, subscriptions.id))
      .where(eq(cleanupEntries.uid, id))
      .get()
    if (entry === undefined) throw new Fault('cleanup.gone')
    if (entry.status === 'closed') throw new Fault('cleanup.closed')
    return entry
  }
  return {
    find: id =>
      read(() => {
        const row = selectCleanupEntries(tables).where(eq(cleanupEntries.uid, id)).get()
        return row === undefined ? null : cleanupEntryOf(row)
      }),
    openOf: subscriptionId =>
      read(() => {
        const row = selectCleanupEntries(tables)
          .where(and(eq(subscriptions.uid, subscriptionId), eq(cleanupEntries.status, 'open')))
          .orderBy(asc(cleanupEntries.nextAt))
          .limit(1)
          .get()
        return row === undefined ? null : cleanupEntryOf(row)
      }),
    open: () =>
      read(() =>
        selectCleanupEntries(tables)
          // Literal, so that its partial index is used.
          .where(sql`${cleanupEntries.status} = 'open'`)
          .orderBy(desc(cleanupEntries.id))
          .all()
          .map(cleanupEntryOf)
      ),
    planned: limit =>
      read(() =>
        selectCleanupEntries(tables)
          .where(and(eq(cleanupEntries.status, 'open'), isNotNull(cleanupEntries.nextAt)))
          .orderBy(asc(cleanupEntries.nextAt))
          .limit(limit)
          .all()
          .map(cleanupEntryOf)
      ),
    addClosed: entry =>
      write(note => {
        const subscription = execute(subscriptionRowid(tables, entry.subscriptionId))
        writer.openEntry(subscription, entry, note)
        if (entry.status.is === 'open') return
        const { how, reason, at } = entry.status
        tables
          .update(cleanupEntries)
          .set({ status: 'closed', how, reason, closedAt: at })
          .where(eq(cleanupEntries.uid, entry.id))
          .run()
      }),
    beginTry: (id, { attempt, run, nextAt }) =>
      write(note => {
        const entry = openEntry(id)
        const tries = entry.tries + 1
        tables.update(cleanupEntries).set({ tries, nextAt }).where(eq(cleanupEntries.uid, id)).run()
        writer.beginAttempt(entry.subscription, attempt, run, note)
        note('cleanup', id, entry.subscriptionId)
      }),
    interrupted: () =>
      read(() =>
        tables
          .select({ ...getTableColumns(attempts), subscriptionId: subscriptions.uid })
          .from(attempts)
          .innerJoin(subscriptions, eq(attempts.subscription, subscriptions.id))
          .where(and(isRunning, eq(attempts.kind, 'cleanup')))
          .all()
          .map(attemptOf)
      ),
    list: () =>
      list(reading =>
        selectCleanupEntries(reading)
          // In the alphabet, closed comes before open.
          .orderBy(desc(cleanupEntries.status), desc(cleanupEntries.id))
          .all()
          .map(cleanupEntryOf)
      ),
    countOpen: flowId =>
      list(
        reading =>
          reading
            .select({ open: count() })
            .from(cleanupEntries)
            .innerJoin(subscriptions, eq(cleanupEntries.subscription, subscriptions.id))
            .innerJoin(flows, eq(subscriptions.flow, flows.id))
            .where(and(eq(flows.uid, flowId), eq(cleanupEntries.status, 'open')))
            .get()?.open ?? 0
      ),
    close: (id, { how, reason, at }) =>
      write(note => {
        const entry = openEntry(id)
        tables
          .update(cleanupEntries)
          .set({ status: 'closed', how, reason, closedAt: at })
          .where(eq(cleanupEntries.uid, id))
          .run()
        note('cleanup', id, entry.subscriptionId)
      })
  }
}
