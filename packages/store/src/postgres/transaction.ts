import { setTimeout as pause } from 'node:timers/promises'
import { Fault } from '@hookwright/model'
import type { ClientBase, QueryResult } from 'pg'
import { type Connections, execute } from './connections.ts'
import { keepsStatements } from './prepared.ts'
import { failureOfSent, forgetSent, send } from './sent.ts'

/**
 * Longest pause of a transaction between two statements, in milliseconds. After it, the server closes the
 * connection, so that a stalled process does not block the others.
 */
const MOST_IDLE_MS = 10_000

/**
 * Begins a write transaction and returns its id (`xid`). With the id, the commit can be looked up after the
 * connection was lost.
 */
export const BEGIN = `begin; set local idle_in_transaction_session_timeout = ${MOST_IDLE_MS};
select pg_current_xact_id()::text as xid`

/** Keys of advisory locks. The first number identifies Hookwright. */
export const LOCKS = { write: '1752133483, 1', migrate: '1752133483, 2' } as const

/**
 * Name of a result column in a transaction's first statements. It tells whether other processes have replaced
 * this one.
 */
export const REPLACED_COLUMN = 'replaced'

/** Maximum time to find out if a transaction was committed, and the polling interval, in milliseconds. */
const LOOKING = 10_000
const PAUSE = 200

/**
 * Returns the value of a column in the results of a transaction's first statements; undefined when none has
 * that column.
 */
const valueIn = (begun: QueryResult | QueryResult[], column: string): unknown =>
  [begun].flat().find(({ fields }) => fields.some(({ name }) => name === column))?.rows[0]?.[column]

/** Returns the transaction id in the results of its first statements; null when they do not select it. */
const xidOf = (begun: QueryResult | QueryResult[]): string | null => {
  const xid = valueIn(begun, 'xid')
  return typeof xid === 'string' ? xid : null
}

/** Returns the fault for a write of a process that others have replaced. */
export const replacedFault = (): Fault =>
  new Fault('storage.failed', { why: 'this process was silent for too long, so others have replaced it' })

/**
 * Returns true for an error with which the server rejected a statement. The transaction is then rolled back.
 */
const isRefused = (thrown: unknown): boolean =>
  thrown instanceof Fault &&
  (thrown.cause === undefined ||
    (thrown.cause instanceof Error && 'severity' in thrown.cause && thrown.cause.severity === 'ERROR'))

/**
 * Returns the error that made a transaction fail. It may belong to an earlier statement than the one that
 * threw.
 */
const causeOf = async (client: ClientBase, thrown: unknown): Promise<unknown> =>
  ((await failureOfSent(client)) ?? { thrown }).thrown

/**
 * Checks whether a transaction was committed. To do so, looks for a row that only this transaction can have
 * written.
 */
export type Proof = (client: ClientBase) => Promise<boolean>

/**
 * Returns true if a transaction was committed, once the server responds again. A transaction still in
 * progress is looked up again. Returns false if the server does not respond in time. After a crash or a
 * failover, the server may reuse the id of a lost transaction for another one; the proof distinguishes the
 * two.
 */
const findCommit = async (
  { withOne }: Pick<Connections, 'withOne'>,
  xid: string,
  proof: Proof | null
): Promise<boolean> => {
  for (const end = performance.now() + LOOKING; performance.now() < end; await pause(PAUSE)) {
    const status = await withOne(async client => {
      const { rows } = await execute(client, `select pg_xact_status('${xid}') as status`)
      const found = String(rows[0]?.status)
      return found === 'committed' && proof !== null && !(await proof(client)) ? 'another' : found
    }).catch(() => 'in progress')
    if (status !== 'in progress') return status === 'committed'
  }
  return false
}

/**
 * Executes a body in a transaction on a separate connection. When the connection is lost during the commit,
 * looks up whether the transaction was committed, and fails if not. `proofOf` returns the proof for a result,
 * if there is one. Throws `storage.failed`, also when other processes have replaced this one.
 */
export const transact = async <Result>(
  connections: Pick<Connections, 'withOne'>,
  begin: string,
  body: (client: ClientBase) => Promise<Result>,
  proofOf: (result: Result) => Proof | null = () => null
): Promise<Result> => {
  const { xid, result, lost } = await connections.withOne(async client => {
    let begun: { xid: string | null; result: Result }
    try {
      // It may fail inside the transaction that it has begun, when it waits too long for a lock.
      const first = execute(client, begin)
      send(client, [first])
      // A pooler may refuse it and go on, which would leave the statements behind it without a transaction.
      if (!keepsStatements(client)) await first
      const made = await body(client)
      const results = await first
      if (valueIn(results, REPLACED_COLUMN) === true) throw replacedFault()
      begun = { xid: xidOf(results), result: made }
      // One that never reached the server would not keep it from committing.
      const failed = await failureOfSent(client)
      if (failed !== undefined) throw failed.thrown
    } catch (thrown) {
      const cause = await causeOf(client, thrown)
      // When this fails, the connection is lost and the server rolls back by itself.
      await execute(client, 'rollback').catch(() => {})
      throw cause
    } finally {
      forgetSent(client)
    }
    try {
      const { command } = await execute(client, 'commit')
      // The server rolls back when a statement failed, even if the body went on.
      if (command !== 'COMMIT') {
        throw new Fault('storage.failed', { why: 'a statement of the transaction failed' })
      }
      return { ...begun, lost: null }
    } catch (thrown) {
      if (begun.xid === null || isRefused(thrown)) throw thrown
      return { ...begun, lost: { thrown } }
    }
  })
  if (lost === null || xid === null || (await findCommit(connections, xid, proofOf(result)))) return result
  throw lost.thrown
}
