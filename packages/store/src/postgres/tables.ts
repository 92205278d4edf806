import { NoopCache } from 'drizzle-orm/cache/core'
import { RemotePreparedQuery, SQLiteRemoteSession, SqliteRemoteDatabase } from 'drizzle-orm/sqlite-proxy'
import type { ClientBase } from 'pg'
import type { Tables } from '../schema/tables.ts'
import type { Steps } from '../statements/steps.ts'
import { createDialect } from './dialect.ts'
import { queryPrepared } from './prepared.ts'
import { failureOfSent, send } from './sent.ts'
import { toStorageFault, unwrapFault } from './storage-fault.ts'
import type { Proof } from './transaction.ts'
import { withoutZeros } from './wording.ts'

/**
 * Access to the tables of PostgreSQL. Generators yield statements, and `perform` executes them on a
 * connection.
 */
export interface PostgresTables {
  tables: Tables
  /**
   * Runs a generator and executes each statement that it yields on a connection. A failed statement throws
   * `storage.failed` inside the generator.
   */
  perform: <Result>(on: ClientBase, steps: Steps<Result>) => Promise<Result>
  /**
   * Executes SQL with numbered parameters in the generator's transaction. Faster than building a statement
   * for many rows with drizzle.
   */
  query: <Row>(text: string, values: readonly unknown[]) => Steps<Row[]>
  /**
   * Sends SQL with numbered parameters without waiting for its result. If it fails, the next awaited
   * statement or the commit fails.
   */
  send: (text: string, values: readonly unknown[]) => Steps<void>
  /**
   * Runs several generators concurrently on one connection: their first statements are sent together, in
   * order. Throws the error of the first generator that fails. A generator with several statements must come
   * last, since the failure of another one aborts the transaction.
   */
  together: <Results extends unknown[]>(
    ...bodies: { [At in keyof Results]: Steps<Results[At]> }
  ) => Steps<Results>
  /** Calls a function with the connection of the generator's transaction. */
  withConnection: <Result>(use: (client: ClientBase) => Promise<Result>) => Steps<Result>
  /** Calls a function after the commit of the generator's transaction. */
  afterCommit: (act: () => void) => Steps<void>
  /** Returns the functions that `afterCommit` has stored for a connection, and removes them. */
  takeActs: (client: ClientBase) => (() => void)[]
  /** Sets the function that checks whether the generator's transaction was committed. */
  proveBy: (proof: Proof) => Steps<void>
  /** Returns and removes the function that checks whether the transaction on a connection was committed. */
  takeProof: (client: ClientBase) => Proof | null
}

/**
 * Creates the access to the tables. Statements are built by drizzle's SQLite builder, so that both stores
 * share them, and executed by PostgreSQL. Each runs on the connection of the generator that yields it.
 */
export const createPostgresTables = (): PostgresTables => {
  /**
   * Connection of the generator whose statement is being started. It is set only during this synchronous
   * start.
   */
  let current: ClientBase | null = null

  const useCurrent = async <Result>(use: (client: ClientBase) => Promise<Result>): Promise<Result> => {
    if (current === null)
      throw new Error('A statement can be executed only by a transaction body that yields it.')
    const client = current
    try {
      return await use(client)
    } catch (thrown) {
      throw toStorageFault((await failureOfSent(client))?.thrown ?? thrown)
    }
  }

  const askOn = async (client: ClientBase, text: string, given: readonly unknown[], isArrays: boolean) => {
    const values = given.map(withoutZeros)
    const query = isArrays ? { text, values, rowMode: 'array' as const } : { text, values }
    const { rows, rowCount } = await queryPrepared(client, query)
    return { rows, changes: rowCount ?? 0 }
  }

  const ask = (text: string, given: readonly unknown[], isArrays: boolean) =>
    useCurrent(client => askOn(client, text, given, isArrays))

  const dialect = createDialect()
  const session = new SQLiteRemoteSession<Record<string, never>, Record<string, never>>(
    () => Promise.reject(new Error('Statements must be prepared before they are executed.')),
    dialect,
    undefined
  )
  session.prepareQuery = (query, fields, method, isArray, mapper, metadata, cacheConfig) =>
    new RemotePreparedQuery(
      async (text, values, how) => {
        const isArrays = how === 'values' || fields !== undefined || mapper !== undefined
        const { rows, changes } = await ask(text, values, isArrays)
        return { rows: how === 'get' ? rows[0] : rows, changes }
      },
      query,
      { logQuery: () => {} },
      new NoopCache(),
      metadata,
      cacheConfig,
      fields,
      method,
      isArray,
      mapper
    )
  const database = new SqliteRemoteDatabase('async', dialect, session, undefined)

  const begin = (on: ClientBase, step: () => unknown): unknown => {
    current = on
    try {
      return step()
    } finally {
      current = null
    }
  }

  const acts = new WeakMap<ClientBase, (() => void)[]>()

  const takeActs = (client: ClientBase): (() => void)[] => {
    const taken = acts.get(client) ?? []
    acts.delete(client)
    return taken
  }

  function* afterCommit(act: () => void): Steps<void> {
    yield () => useCurrent(async client => void acts.set(client, [...takeActs(client), act]))
  }

  const proofs = new WeakMap<ClientBase, Proof>()

  const takeProof = (client: ClientBase): Proof | null => {
    const taken = proofs.get(client) ?? null
    proofs.delete(client)
    return taken
  }

  function* proveBy(proof: Proof): Steps<void> {
    yield () => useCurrent(async client => void proofs.set(client, proof))
  }

  function* withConnection<Result>(use: (client: ClientBase) => Promise<Result>): Steps<Result> {
    return (yield () => useCurrent(use)) as Result
  }

  function* query<Row>(text: string, values: readonly unknown[]): Steps<Row[]> {
    return (yield () => ask(text, values, false).then(({ rows }) => rows)) as Row[]
  }

  function* sendOne(text: string, values: readonly unknown[]): Steps<void> {
    const refused = (thrown: unknown): never => {
      throw toStorageFault(thrown)
    }
    yield () => useCurrent(async client => send(client, [askOn(client, text, values, false).catch(refused)]))
  }

  const perform = async <Result>(on: ClientBase, steps: Steps<Result>): Promise<Result> => {
    let next = steps.next()
    while (!next.done) {
      let result: unknown
      try {
        result = await begin(on, next.value)
      } catch (thrown) {
        next = steps.throw(unwrapFault(thrown))
        continue
      }
      next = steps.next(result)
    }
    return next.value
  }

  const performAll = async (client: ClientBase, bodies: readonly Steps<unknown>[]): Promise<unknown[]> => {
    const settled = await Promise.allSettled(bodies.map(body => perform(client, body)))
    return settled.map(one => {
      if (one.status === 'rejected') throw one.reason
      return one.value
    })
  }

  return {
    tables: database as unknown as Tables,
    query,
    send: sendOne,
    *together<Results extends unknown[]>(...bodies: { [At in keyof Results]: Steps<Results[At]> }) {
      return (yield () => useCurrent(client => performAll(client, bodies))) as Results
    },
    withConnection,
    afterCommit,
    takeActs,
    proveBy,
    takeProof,
    perform
  }
}
