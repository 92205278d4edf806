import { sql } from 'drizzle-orm'
import type { ClientBase } from 'pg'
import { type BatchSize, LARGE_BATCH } from '../statements/batch.ts'
import { type Changes, createChanges, gatherChanges, type Note } from '../statements/changes.ts'
import type { Database } from '../statements/database.ts'
import { type JobWriter, noJobs } from '../statements/job-writer.ts'
import type { Steps } from '../statements/steps.ts'
import type { Change } from '../store.ts'
import type { ChangeLog } from './change-log.ts'
import type { Connections } from './connections.ts'
import { createHotWrites, type HotWrites } from './hot/hot-writes.ts'
import { isInPlace } from './processes.ts'
import { isConcurrencyConflict } from './storage-fault.ts'
import { createPostgresTables, type PostgresTables } from './tables.ts'
import { BEGIN, LOCKS, type Proof, REPLACED_COLUMN, transact } from './transaction.ts'

/**
 * SQL that begins a write. Only one write runs at a time across all processes, as in SQLite. Checked data
 * thus stays unchanged until the commit, except for rows that hot path writes add.
 */
const BEGIN_WRITE = `${BEGIN}; select pg_advisory_xact_lock(${LOCKS.write})`

/**
 * Returns the SQL that begins a write of a process. The write is refused if other processes have replaced
 * this process (decision 169).
 */
const beginWriteOf = (process: string | null): string =>
  process === null
    ? BEGIN_WRITE
    : `${BEGIN_WRITE}; select not exists (select 1 from processes where ${isInPlace(`'${process}'`)}) as ${REPLACED_COLUMN}`

const BEGIN_LIST = 'begin isolation level repeatable read, read only'

/**
 * Maximum number of attempts at a transaction that fails because of another transaction, for example by a
 * deadlock.
 */
const MOST_TRIES = 5

/** Access to the database of the PostgreSQL store. */
export interface PostgresDatabase extends Database {
  changes: Changes
  /** Functions for SQL that drizzle does not build. A generator uses them within its transaction. */
  transactions: Pick<
    PostgresTables,
    'query' | 'send' | 'together' | 'withConnection' | 'afterCommit' | 'proveBy'
  >
  /**
   * Hot path writes of runs, which do not take the global write lock. Normal writes wait for earlier hot path
   * writes of their process.
   */
  hot: HotWrites
  /**
   * Hot path writes that accept deliveries. They use separate transactions, so that senders do not wait for
   * writes of runs.
   */
  accepting: HotWrites
  /** Resolves when all writes started so far have ended. */
  ended: () => Promise<void>
  /** Waits for pending writes, then closes the connections. */
  close: () => Promise<void>
}

/** Says how a transaction begins, and which functions receive its changes. */
interface Beginning {
  connections: Connections
  begin: string
  /**
   * Called with the changes at the end of the transaction. May return a function that checks whether the
   * commit happened.
   */
  atEnd: (on: ClientBase, changes: Change[]) => Promise<Proof | null>
  /** Called after the commit with the changes. */
  committed: (changes: Change[]) => void
}

/**
 * Creates the access to the database. Hot path writes have two separate connections, so that they never wait
 * for slow queries of lists. `listenerFailed` is called with errors of change listeners. Changes are sent to
 * other processes only with a `log`, and jobs are written only with `writerOf`.
 */
export const createPostgresDatabase = (
  connections: Connections,
  hotConnections: Connections,
  {
    listenerFailed,
    log,
    batch = LARGE_BATCH,
    process = null,
    isGone = () => undefined,
    writerOf = () => noJobs
  }: {
    listenerFailed?: ((thrown: unknown) => void) | undefined
    log?: ChangeLog | undefined
    batch?: BatchSize | undefined
    process?: string | null
    isGone?: Database['isGone']
    writerOf?: (tables: PostgresTables) => JobWriter
  } = {}
): PostgresDatabase => {
  const { withOne } = connections
  const postgres = createPostgresTables()
  const { tables, perform, takeActs, takeProof, ...transactions } = postgres
  const changes = createChanges(listenerFailed)
  /** Promise of the latest write. Writes of a process take effect in call order. */
  let last: Promise<unknown> = Promise.resolve()

  const change = async <Result>(
    { connections: from, begin, atEnd, committed }: Beginning,
    body: (note: Note) => Steps<Result>
  ): Promise<Result> => {
    for (let tries = 1; ; tries += 1) {
      // Of events, too: somebody may watch them in another process.
      const gathered = gatherChanges(log !== undefined || changes.hearsEvents())
      try {
        const performAll = async (client: ClientBase) => {
          takeActs(client)
          takeProof(client)
          const made = await perform(client, body(gathered.note))
          const proof = (await atEnd(client, gathered.changes())) ?? takeProof(client)
          return { result: made, acts: takeActs(client), proof }
        }
        const { result, acts } = await transact(from, begin, performAll, ({ proof }) => proof)
        for (const act of acts) act()
        changes.notify(gathered.changes())
        committed(gathered.changes())
        return result
      } catch (thrown) {
        if (tries === MOST_TRIES || !isConcurrencyConflict(thrown)) throw thrown
      }
    }
  }

  const beginHot: Beginning = {
    connections: hotConnections,
    begin: BEGIN,
    // Other processes learn of events later, so that no commit of theirs waits for it.
    atEnd: async () => null,
    committed: made => log?.addLater(made)
  }
  const beginWrite: Beginning = {
    connections,
    begin: beginWriteOf(process),
    atEnd: async (on, made) => (made.length > 0 && log ? log.add(on, made) : null),
    committed: made => {
      if (made.length > 0) log?.hint()
    }
  }

  const hot = createHotWrites(body => change(beginHot, body))
  const accepting = createHotWrites(body => change(beginHot, body))
  const hotEnded = () => Promise.all([hot.ended(), accepting.ended()])

  const ended = async () => {
    await Promise.all([last, hotEnded()])
  }

  const write: Database['write'] = body => {
    const before = hotEnded()
    const begun = Promise.all([last, before]).then(() => change(beginWrite, body))
    last = begun.catch(() => {})
    return begun
  }

  return {
    tables,
    // Rows that refer to locked ones may still be written, such as runs of a delivery.
    forUpdate: sql`for no key update`,
    batch,
    process,
    isGone,
    jobs: writerOf(postgres),
    changes,
    transactions,
    hot,
    accepting,
    write,
    read: body => withOne(client => perform(client, body(tables))),
    list: body => transact(connections, BEGIN_LIST, client => perform(client, body(tables))),
    ended,
    close: async () => {
      await ended()
      await log?.close()
      await Promise.all([connections.close(), hotConnections.close()])
    }
  }
}
