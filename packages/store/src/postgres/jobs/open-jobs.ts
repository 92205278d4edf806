import type { PgBoss } from 'pg-boss'
import type { JobWriter } from '../../statements/job-writer.ts'
import type { SharedWork } from '../../store.ts'
import type { Connections } from '../connections.ts'
import type { PostgresDatabase } from '../postgres-database.ts'
import type { PostgresTables } from '../tables.ts'
import { createDuties } from './duties.ts'
import { openBoss, pooled } from './open-boss.ts'
import { createProcessClaims } from './process-claims.ts'
import type { AtOnceOf } from './routes.ts'
import { createSharedWork } from './shared-work.ts'
import { createJobWriter } from './write-jobs.ts'

/** Shared job queues, as the store uses them. */
export interface Jobs {
  boss: PgBoss
  /** Creates the job writer, which uses the transactions of these tables. */
  writerOf: (tables: PostgresTables) => JobWriter
  /** Creates the job queue that all processes of a database share. */
  share: (database: PostgresDatabase) => SharedWork
  /** Releases all claims, and stops heartbeats and maintenance. */
  close: () => Promise<void>
}

/**
 * Opens the shared job queues. Heartbeats use the connections `beats`, everything else uses `connections`.
 * `failed` is called with errors of the maintenance, which continues.
 */
export const openJobs = async (
  connections: Connections,
  {
    beats = connections,
    atOnceOf = () => null,
    failed = () => {}
  }: { beats?: Connections; atOnceOf?: AtOnceOf; failed?: (thrown: unknown) => void } = {}
): Promise<Jobs> => {
  const boss = await openBoss(connections, failed)
  const hints = new Set<() => void>()
  const beating = { beats: pooled(beats), failed }
  const held = createProcessClaims(boss, beating)
  const duties = createDuties(boss, beating)
  return {
    boss,
    writerOf: tables =>
      createJobWriter(boss, tables, {
        ...{ held, atOnceOf },
        added: () => {
          for (const hint of hints) queueMicrotask(hint)
        }
      }),
    share: database =>
      createSharedWork({
        ...{ boss, connections, database, held, duty: duties.duty },
        listen: hint => {
          hints.add(hint)
          return () => hints.delete(hint)
        }
      }),
    close: async () => {
      await duties.close()
      await held.release().catch(failed)
      await boss.stop({ graceful: false })
    }
  }
}
