import { Fault } from '@hookwright/model'
import { desc, eq } from 'drizzle-orm'
import type { CleanupStore } from '../store.ts'
import { cleanupEntries, subscriptions } from './schema.ts'
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
