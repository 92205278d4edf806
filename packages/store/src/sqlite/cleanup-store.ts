import { Fault } from '@hookwright/model'
import { and, count, desc, eq } from 'drizzle-orm'
import type { CleanupStore } from '../store.ts'
import { cleanupEntries, flows, subscriptions } from './schema.ts'
import type { SqliteFile } from './sqlite-file.ts'
import { cleanupEntryOf, selectCleanupEntries } from './subscription-row.ts'

export const createCleanupStore = ({ tables, write, list }: SqliteFile): CleanupStore => ({
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
      const entry = tables
        .select({ status: cleanupEntries.status, subscriptionId: subscriptions.uid })
        .from(cleanupEntries)
        .innerJoin(subscriptions, eq(cleanupEntries.subscription, subscriptions.id))
        .where(eq(cleanupEntries.uid, id))
        .get()
      if (entry === undefined) throw new Fault('cleanup.gone')
      if (entry.status === 'closed') throw new Fault('cleanup.closed')
      tables
        .update(cleanupEntries)
        .set({ status: 'closed', how, reason, closedAt: at })
        .where(eq(cleanupEntries.uid, id))
        .run()
      note('cleanup', id, entry.subscriptionId)
    })
})
