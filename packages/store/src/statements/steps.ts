import { QueryPromise, type SQL } from 'drizzle-orm'
import type { Tables } from '../schema/tables.ts'

/** Statement to execute: gives its result on SQLite, and a promise of it on PostgreSQL. */
export type Step = () => unknown

/**
 * Body of a transaction or a reading, as a generator. It yields its statements one by one and is
 * resumed with their results: SQLite executes them at once, PostgreSQL awaits each.
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

/** Executes a query in SQL and returns its rows as they are: values are not converted, columns have their names in SQL. */
export function* rawRows<Row>(tables: Tables, query: SQL): Steps<Row[]> {
  return (yield () => begun(tables.all(query))) as Row[]
}

/** Executes a query in SQL and returns its rows as arrays, which takes less time for many. Values are as in `rawRows`. */
export function* rawValues<Row extends unknown[]>(tables: Tables, query: SQL): Steps<Row[]> {
  return (yield () => begun(tables.values(query))) as Row[]
}

/** Executes a change in SQL and returns the number of changed rows. */
export function* rawRun(tables: Tables, query: SQL): Steps<{ changes: number }> {
  return (yield () => begun(tables.run(query))) as { changes: number }
}

/** Executes a function that one database uses instead of statements. */
export function* act<Result>(body: () => Result): Steps<Result> {
  return (yield body) as Result
}

/** Begins a query that PostgreSQL would begin only when it is awaited. */
const begun = (query: unknown): unknown => (query instanceof QueryPromise ? query.execute() : query)

/**
 * Executes a body at once, on SQLite only. A failed statement throws inside the body, which may
 * handle it.
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
