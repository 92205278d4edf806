import { createHash } from 'node:crypto'
import type { Store } from '../store.ts'
import { type Connections, execute } from './connections.ts'

/** Longest time of an act, in milliseconds. After it, the server ends the connection, and others may begin. */
const LONGEST = 60_000

/** Longest use of a connection, in milliseconds: for the act, and for those of others before it. */
const PATIENCE = 3 * LONGEST

/** Advisory locks of acts have this first key; the second key is part of the act's hash. */
const LOCKS = 1752133484

const numberOf = (key: string): number => createHash('sha256').update(key).digest().readInt32BE()

/**
 * Creates the function that runs acts alone. Each holds one of these connections, in a transaction that reads nothing, so
 * that it keeps no old rows alive. The lock of a process that is gone ends with its connection.
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
