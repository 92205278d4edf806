import { setTimeout as pause } from 'node:timers/promises'
import { Fault } from '@hookwright/model'
import type { ClientBase, QueryResult } from 'pg'
import { type Connections, execute } from './connections.ts'
import { keepsStatements } from './prepared.ts'
import { failureOfSent, forgetSent, send } from './sent.ts'

/**
 * Longest pause of a transaction between two statements, in milliseconds. After it, the server ends the
 * connection: a process that was stopped in the middle no longer blocks the others.
 */
const MOST_IDLE_MS = 10_000

/**
 * Begins a transaction that writes. It gets its number at once, by which a commit can be looked up after the connection
 * was lost.
 */
export const BEGIN = `begin; set local idle_in_transaction_session_timeout = ${MOST_IDLE_MS};
select pg_current_xact_id()::text as xid`

/** Keys of advisory locks. The first number stands for Hookwright. */
export const LOCKS = { write: '1752133483, 1', migrate: '1752133483, 2' } as const

/** Column of a first statement that asks whether others have replaced this process. */
export const REPLACED_COLUMN = 'replaced'

/** Time for looking up a commit, and its polling interval, in milliseconds. */
const LOOKING = 10_000
const PAUSE = 200

/** Returns a value from the results of the first statements; undefined when none of them asks for it. */
const valueIn = (begun: QueryResult | QueryResult[], column: string): unknown =>
  [begun].flat().find(({ fields }) => fields.some(({ name }) => name === column))?.rows[0]?.[column]

/** Returns the number of a transaction; null when its first statements do not ask for it. */
const xidOf = (begun: QueryResult | QueryResult[]): string | null => {
  const xid = valueIn(begun, 'xid')
  return typeof xid === 'string' ? xid : null
}

/** Fault of a write whose process has been replaced by others. */
export const replacedFault = (): Fault =>
  new Fault('storage.failed', { why: 'this process was silent for too long, so others have replaced it' })

/** Returns true when the server itself has refused a statement, after which the transaction is rolled back. */
const isRefused = (thrown: unknown): boolean =>
  thrown instanceof Fault &&
  (thrown.cause === undefined ||
    (thrown.cause instanceof Error && 'severity' in thrown.cause && thrown.cause.severity === 'ERROR'))

/** Returns the failure of an earlier statement, if any: it is the cause of the thrown error. */
const causeOf = async (client: ClientBase, thrown: unknown): Promise<unknown> =>
  ((await failureOfSent(client)) ?? { thrown }).thrown

/** Looks for something that only one transaction has written. */
export type Proof = (client: ClientBase) => Promise<boolean>

/**
 * Finds out whether a transaction was committed, as soon as the server answers again. One that is still in
 * progress is looked up again. Returns false without an answer in time. A server that has crashed, or has
 * been replaced by its standby, may give the number of a transaction that left no trace to another one: the
 * proof tells them apart.
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
 * Executes a body in a transaction on a connection of its own. When the connection is lost during the commit, it is looked
 * up: the body counts as done only if it was committed. `proofOf` returns the proof of a result, if there is one. Throws
 * `storage.failed`, also for a process that others have replaced.
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
