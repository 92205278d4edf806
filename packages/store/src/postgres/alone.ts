import { createHash } from 'node:crypto'
import type { Store } from '../store.ts'
import { type Connections, execute } from './connections.ts'

/**
 * Maximum duration of an exclusive function, in milliseconds. The server then closes the connection, and the
 * next function may start.
 */
const LONGEST = 60_000

/**
 * Maximum time for which one call uses a connection, in milliseconds. Includes the wait for the lock and the
 * function itself.
 */
const PATIENCE = 3 * LONGEST

/** First key of the advisory locks. The second is computed from the lock's name by a hash. */
const LOCKS = 1752133484

const numberOf = (key: string): number => createHash('sha256').update(key).digest().readInt32BE()

/**
 * Creates the function `alone`, which runs functions with the same key one at a time across all processes.
 * Each holds an advisory lock on its own connection, in a transaction that reads nothing, so that it does not
 * delay vacuuming. If a process dies, its lock ends with the connection.
 */
export const createAlone =
  ({ withOne }: Pick<Connections, 'withOne'>): Store['alone'] =>
  (key, act) =>
    withOne(async client => {
      await execute(
        client,
        `begin; set local idle_in_transaction_session_timeout = ${LONGEST};
        select pg_advisory_xact_lock(${LOCKS}, ${numberOf(key)})`
      )
      try {
        return await act(true)
      } finally {
        // A lost connection has let go of the lock already.
        await execute(client, 'rollback').catch(() => {})
      }
    }, PATIENCE)
