import { Fault } from '@hookwright/model'
import { sql } from 'drizzle-orm'
import { type Changes, createChanges, gatherChanges } from '../statements/changes.ts'
import type { Database } from '../statements/database.ts'
import { type Connections, execute } from './connections.ts'
import { createPostgresTables, type PostgresTables } from './tables.ts'

/** Keys of advisory locks. The first number stands for Hookwright. */
export const LOCKS = { write: '1752133483, 1', migrate: '1752133483, 2' } as const

/** Longest pause of a transaction between two statements, in milliseconds. After it, the server ends the connection. */
const MOST_IDLE_MS = 30_000

/**
 * Begins a write. Only one is under way at any time, in whichever process: a body finds what it has
 * checked unchanged when it acts on it, as on SQLite.
 */
const BEGIN_WRITE = `begin; set local idle_in_transaction_session_timeout = ${MOST_IDLE_MS};
select pg_advisory_xact_lock(${LOCKS.write})`

const BEGIN_LIST = 'begin isolation level repeatable read, read only'

/** Database of the PostgreSQL store. */
export interface PostgresDatabase extends Database {
  changes: Changes
  /** What statements of other libraries need to share the transaction of a body. */
  transactions: Pick<PostgresTables, 'withConnection' | 'afterCommit'>
  /** Waits for pending writes, then closes the connections. */
  close: () => Promise<void>
}

/** Creates the database over its connections. `listenerFailed` is called with the error of a change listener. */
export const createPostgresDatabase = (
  { withOne, close }: Connections,
  listenerFailed?: (thrown: unknown) => void
): PostgresDatabase => {
  const { tables, perform, takeActs, ...transactions } = createPostgresTables()
  const changes = createChanges(listenerFailed)
  /** End of the write that was called last. Writes of a process take effect in the order of their calls. */
  let last: Promise<unknown> = Promise.resolve()

  const transact = <Result>(begin: string, body: Parameters<typeof withOne<Result>>[0]): Promise<Result> =>
    withOne(async client => {
      let result: Result
      try {
        // It may fail inside the transaction that it has begun, when it waits too long for the lock.
        await execute(client, begin)
        takeActs(client)
        result = await body(client)
      } catch (thrown) {
        // When this fails, the connection is lost and the server rolls back by itself.
        await execute(client, 'rollback').catch(() => {})
        throw thrown
      }
      const { command } = await execute(client, 'commit')
      // The server rolls back when a statement failed, even if the body went on.
      if (command !== 'COMMIT') {
        throw new Fault('storage.failed', { why: 'a statement of the transaction failed' })
      }
      for (const act of takeActs(client)) act()
      return result
    })

  const write: Database['write'] = body => {
    const begun = last.then(async () => {
      const gathered = gatherChanges(changes.hearsEvents())
      const result = await transact(BEGIN_WRITE, client => perform(client, body(gathered.note)))
      changes.tell(gathered.changes())
      return result
    })
    last = begun.catch(() => {})
    return begun
  }

  return {
    tables,
    // Rows that refer to locked ones may still be written, such as runs of a delivery.
    forUpdate: sql`for no key update`,
    changes,
    transactions,
    write,
    read: body => withOne(client => perform(client, body(tables))),
    list: body => transact(BEGIN_LIST, client => perform(client, body(tables))),
    close: async () => {
      await last
      await close()
    }
  }
}
