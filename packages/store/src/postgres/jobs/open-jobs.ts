import type { JobWriter } from '../../statements/job-writer.ts'
import type { SharedWork } from '../../store.ts'
import type { Connections } from '../connections.ts'
import type { PostgresDatabase } from '../postgres-database.ts'
import { createHeldClaims } from './held-claims.ts'
import { openBoss } from './open-boss.ts'
import { createSharedWork } from './shared-work.ts'
import { createJobWriter } from './write-jobs.ts'

/** Queues of shared work, as the store uses them. */
export interface Jobs {
  writer: JobWriter
  sharedWork: SharedWork
  /** Ends heartbeats and supervision. Claims that were not released are taken over by other processes. */
  close: () => Promise<void>
}

/** Opens the queues of shared work beside a database. */
export const openJobs = async (
  connections: Connections,
  database: PostgresDatabase,
  failed: (thrown: unknown) => void = () => {}
): Promise<Jobs> => {
  const boss = await openBoss(connections, failed)
  const hints = new Set<() => void>()
  const added = (): void => {
    for (const hint of hints) queueMicrotask(hint)
  }
  const held = createHeldClaims(boss, failed)
  const writer = createJobWriter(boss, database.transactions, { held, added })
  return {
    writer,
    sharedWork: createSharedWork({
      ...{ boss, connections, database, held },
      jobs: writer,
      listen: hint => {
        hints.add(hint)
        return () => hints.delete(hint)
      }
    }),
    close: async () => {
      held.stop()
      await boss.stop({ graceful: false })
    }
  }
}
