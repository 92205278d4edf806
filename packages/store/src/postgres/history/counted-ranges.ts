import type { Millis } from '@hookwright/model'
import { type SQL, sql } from 'drizzle-orm'
import type { Tables } from '../../schema/tables.ts'
import { rawRows, type Steps } from '../../statements/steps.ts'
import { arrayOf } from './history-sql.ts'

/** Range of delivery rowids whose counts are stored. All its deliveries arrived in the same hour. */
export interface CountedRange {
  first: number
  next: number
  hour: Millis
}

/** Returns the counted ranges that overlap the rowids from `from` to `until`, in order. */
export function* readRanges(reading: Tables, from: number, until: number): Steps<CountedRange[]> {
  return yield* rawRows<CountedRange>(
    reading,
    sql`select first, next, hour from counted_ranges
      where is_counted = 1 and next > ${from} and first < ${until} order by first`
  )
}

/**
 * Moves the start of a span to the start of a counted hour with the same time. Rows are only roughly in order
 * of time, so a search for that time may find a neighboring row.
 */
export const alignEdges = (
  rows: readonly number[],
  edges: readonly Millis[],
  ranges: readonly CountedRange[]
): number[] => {
  const begins = new Map<Millis, number>()
  for (const { hour, first } of ranges) if (!begins.has(hour)) begins.set(hour, first)
  let least = 0
  return rows.map((row, at) => {
    least = Math.max(least, begins.get(edges[at] ?? -1) ?? row)
    return least
  })
}

/**
 * Rows of a chart in two groups. `counted`: ranges whose stored counts are used, each inside one span.
 * `rest`: ranges whose rows must be counted.
 */
export interface DividedSpans {
  counted: CountedRange[]
  rest: { from: number; until: number }[]
}

/** Divides the rows between the first and the last edge into stored ranges and ranges to count. */
export const divideSpans = (rows: readonly number[], ranges: readonly CountedRange[]): DividedSpans => {
  const end = rows.at(-1) ?? 0
  const divided: DividedSpans = { counted: [], rest: [] }
  let from = rows[0] ?? 0
  let edge = 0
  const restUntil = (until: number): void => {
    if (until > from) divided.rest.push({ from, until })
  }
  for (const range of ranges) {
    while ((rows[edge] ?? Number.POSITIVE_INFINITY) <= range.first) edge += 1
    const isInOne = range.first >= from && range.next <= Math.min(rows[edge] ?? 0, end)
    if (!isInOne) continue
    restUntil(range.first)
    divided.counted.push(range)
    from = range.next
  }
  restUntil(end)
  return divided
}

/** Returns the ranges as an SQL table `g` with the columns `first` and `next`. */
export const rangesOf = (rest: DividedSpans['rest']): SQL =>
  sql`unnest(${arrayOf(rest.map(({ from }) => from))}, ${arrayOf(rest.map(({ until }) => until))}) as g(first, next)`
