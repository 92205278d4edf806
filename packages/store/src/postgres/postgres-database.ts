import { Fault } from '@hookwright/model'
import { sql } from 'drizzle-orm'
import { type Changes, createChanges, gatherChanges, type Note } from '../statements/changes.ts'
import type { Database } from '../statements/database.ts'
import type { Steps } from '../statements/steps.ts'
import { type Connections, execute } from './connections.ts'
import { createHotWrites, type HotWrites } from './hot/hot-writes.ts'
import { isOfOthers } from './storage-fault.ts'
import { createPostgresTables, type PostgresTables } from './tables.ts'

/** Keys of advisory locks. The first number stands for Hookwright. */
export const LOCKS = { write: '1752133483, 1', migrate: '1752133483, 2' } as const

/** Longest pause of a transaction between two statements, in milliseconds. After it, the server ends the connection. */
const MOST_IDLE_MS = 30_000

/** Begins a transaction of hot writes, which lock the rows that they depend on. */
const BEGIN_HOT = `begin; set local idle_in_transaction_session_timeout = ${MOST_IDLE_MS}`

/**
 * Begins a write. Only one is under way at any time, in whichever process: a body finds what it has
 * checked unchanged when it acts on it, as on SQLite, except for what hot writes add.
 */
const BEGIN_WRITE = `${BEGIN_HOT}; select pg_advisory_xact_lock(${LOCKS.write})`

const BEGIN_LIST = 'begin isolation level repeatable read, read only'

/** Maximum number of attempts at a transaction that fails because of another one, such as by a deadlock. */
const MOST_TRIES = 5

/** Database of the PostgreSQL store. */
export interface PostgresDatabase extends Database {
  changes: Changes
  /** What statements that drizzle does not build need to share the transaction of a body. */
  transactions: Pick<PostgresTables, 'query' | 'withConnection' | 'afterCommit'>
  /** Writes that take no lock of all processes. A cold write waits for those of its process that came before it. */
  hot: HotWrites
  /** Waits for pending writes, then closes the connections. */
  close: () => Promise<void>
}

/** Transaction under way: begins on a connection of these with this statement. */
interface Beginning {
  connections: Connections
  begin: string
}

/**
 * Creates the database over its connections. Hot writes have a connection of their own, so that
 * they wait for no long list. `listenerFailed` is called with the error of a change listener.
 */
export const createPostgresDatabase = (
  connections: Connections,
  hotConnection: Connections,
  listenerFailed?: (thrown: unknown) => void
): PostgresDatabase => {
  const { withOne } = connections
  const { tables, perform, takeActs, ...transactions } = createPostgresTables()
  const changes = createChanges(listenerFailed)
  /** End of the write that was called last. Writes of a process take effect in the order of their calls. */
  let last: Promise<unknown> = Promise.resolve()

  const transact = <Result>(
    { connections: from, begin }: Beginning,
    body: Parameters<typeof withOne<Result>>[0]
  ): Promise<Result> =>
    from.withOne(async client => {
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

  const change = async <Result>(
    beginning: Beginning,
    body: (note: Note) => Steps<Result>
  ): Promise<Result> => {
    for (let tries = 1; ; tries += 1) {
      const gathered = gatherChanges(changes.hearsEvents())
      try {
        const result = await transact(beginning, client => perform(client, body(gathered.note)))
        changes.tell(gathered.changes())
        return result
      } catch (thrown) {
        if (tries === MOST_TRIES || !isOfOthers(thrown)) throw thrown
      }
    }
  }

  const hot = createHotWrites(body => change({ connections: hotConnection, begin: BEGIN_HOT }, body))

  const write: Database['write'] = body => {
    const before = hot.ended()
    const begun = Promise.all([last, before]).then(() => change({ connections, begin: BEGIN_WRITE }, body))
    last = begun.catch(() => {})
    return begun
  }

  return {
    tables,
    // Rows that refer to locked ones may still be written, such as runs of a delivery.
    forUpdate: sql`for no key update`,
    changes,
    transactions,
    hot,
    write,
    read: body => withOne(client => perform(client, body(tables))),
    list: body => transact({ connections, begin: BEGIN_LIST }, client => perform(client, body(tables))),
    close: async () => {
      await Promise.all([last, hot.ended()])
      await Promise.all([connections.close(), hotConnection.close()])
    }
  }
}
