import { QueryPromise, type SQL } from 'drizzle-orm'
import type { Tables } from '../schema/tables.ts'

/** Statement to execute. Returns its result on SQLite, and a promise of its result on PostgreSQL. */
export type Step = () => unknown

/**
 * Body of a transaction or a read, as a generator. It yields its statements one by one and is resumed with
 * their results. SQLite executes them synchronously; PostgreSQL awaits each.
 */
export type Steps<Result> = Generator<Step, Result, unknown>

type Values = Record<string, unknown>

/** Executes a statement and returns its first row; undefined when there is none. */
export function* get<Row>(
  statement: { get: (values?: Values) => Row },
  values?: Values
): Steps<Awaited<Row>> {
  return (yield () => statement.get(values)) as Awaited<Row>
}

/** Executes a statement and returns all of its rows. */
export function* all<Rows>(
  statement: { all: (values?: Values) => Rows },
  values?: Values
): Steps<Awaited<Rows>> {
  return (yield () => statement.all(values)) as Awaited<Rows>
}

/** Executes a statement and returns the number of changed rows. */
export function* run(
  statement: { run: (values?: Values) => { changes: number } },
  values?: Values
): Steps<{ changes: number }> {
  return (yield () => statement.run(values)) as { changes: number }
}

/**
 * Executes a raw SQL query and returns its rows. Values are not converted, and columns have their SQL names.
 */
export function* rawRows<Row>(tables: Tables, query: SQL): Steps<Row[]> {
  return (yield () => begun(tables.all(query))) as Row[]
}

/**
 * Executes a raw SQL query and returns its rows as arrays, which is faster for many rows. Values are not
 * converted.
 */
export function* rawValues<Row extends unknown[]>(tables: Tables, query: SQL): Steps<Row[]> {
  return (yield () => begun(tables.values(query))) as Row[]
}

/** Executes a raw SQL write and returns the number of changed rows. */
export function* rawRun(tables: Tables, query: SQL): Steps<{ changes: number }> {
  return (yield () => begun(tables.run(query))) as { changes: number }
}

/** Executes a function inside a body that is used with one database only. */
export function* act<Result>(body: () => Result): Steps<Result> {
  return (yield body) as Result
}

/** Starts a query that PostgreSQL would otherwise start only when it is awaited. */
const begun = (query: unknown): unknown => (query instanceof QueryPromise ? query.execute() : query)

/**
 * Executes a body synchronously, on SQLite only. A failed statement throws inside the body, which may handle
 * the error.
 */
export const execute = <Result>(steps: Steps<Result>): Result => {
  let next = steps.next()
  while (!next.done) {
    let result: unknown
    try {
      result = next.value()
    } catch (thrown) {
      next = steps.throw(thrown)
      continue
    }
    next = steps.next(result)
  }
  return next.value
}
