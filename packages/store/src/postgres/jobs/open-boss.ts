import type { ClientBase } from 'pg'
import type { Db, PgBoss } from 'pg-boss'
import { type Connections, execute } from '../connections.ts'
import { queryPrepared } from '../prepared.ts'
import { toStorageFault } from '../storage-fault.ts'
import { LOCKS } from '../transaction.ts'
import { allQueues, optionsOf, SCHEMA } from './queues.ts'

/**
 * Interval between searches for jobs of dead processes, in seconds. pg-boss lets only one process search at a
 * time.
 */
const SUPERVISE_SECONDS = 5

/** Adapts a connection for pg-boss, so that jobs are written in the connection's transaction. */
export const dbOf = (client: ClientBase): Db => ({
  executeSql: async (text, values) => {
    const result =
      values === undefined || values.length === 0
        ? await client.query(text)
        : await queryPrepared(client, { text, values })
    // One of many statements without parameters, which give a list of results.
    return { rows: Array.isArray(result) ? result.flatMap(({ rows }) => rows) : result.rows }
  }
})

/** Adapts a connection pool for pg-boss. */
export const pooled = ({ withOne }: Connections): Db => ({
  executeSql: (text, values) =>
    withOne(async client => {
      try {
        return await dbOf(client).executeSql(text, values)
      } catch (thrown) {
        // Its text may have begun a transaction.
        await client.query('rollback').catch(() => {})
        throw thrown
      }
    })
})

/**
 * Opens the shared queues and creates them if missing, one process at a time. pg-boss is imported only here,
 * so that other installations do not load it. `failed` is called with errors of pg-boss's maintenance, which
 * retries automatically.
 */
export const openBoss = async (
  connections: Connections,
  failed: (thrown: unknown) => void = () => {}
): Promise<PgBoss> => {
  const { PgBoss } = await import('pg-boss')
  const boss = new PgBoss({
    db: pooled(connections),
    schema: SCHEMA,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
    schedule: false,
    registerInstance: false
  })
  boss.on('error', failed)
  await connections.withOne(async client => {
    await execute(client, `begin; select pg_advisory_xact_lock(${LOCKS.migrate})`)
    try {
      await boss.start()
      const known = new Set((await boss.getQueues(allQueues)).map(({ name }) => name))
      for (const queue of allQueues.filter(name => !known.has(name))) {
        await boss.createQueue(queue, optionsOf(queue))
      }
    } catch (thrown) {
      throw toStorageFault(thrown)
    } finally {
      // The lock ends with it; nothing was changed on this connection.
      await execute(client, 'rollback').catch(() => {})
    }
  })
  return boss
}
