import type { Millis } from '@hookwright/model'
import { type SQL, sql } from 'drizzle-orm'
import type { Tables } from '../../schema/tables.ts'
import { rawRows, type Steps } from '../../statements/steps.ts'
import { arrayOf } from './history-sql.ts'

/** Range of rowids whose deliveries are counted, by the hour in which they came. */
export interface CountedRange {
  first: number
  next: number
  hour: Millis
}

/** Returns the counted ranges that have rows between two rowids, in their order. */
export function* readRanges(reading: Tables, from: number, until: number): Steps<CountedRange[]> {
  return yield* rawRows<CountedRange>(
    reading,
    sql`select first, next, hour from counted_ranges
      where is_counted = 1 and next > ${from} and first < ${until} order by first`
  )
}

/**
 * Moves edges to the start of the counted hours. Rows are only roughly ordered by time, so a search for a time may find
 * either of two positions.
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

/** Spans divided into counted ranges, of which each is in one span, and what is to be counted beside them. */
export interface DividedSpans {
  counted: CountedRange[]
  rest: { from: number; until: number }[]
}

/** Divides the rows between the first and the last edge. */
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

/** Returns the SQL of ranges of rowids, as rows `g` of `first` and `next`. */
export const rangesOf = (rest: DividedSpans['rest']): SQL =>
  sql`unnest(${arrayOf(rest.map(({ from }) => from))}, ${arrayOf(rest.map(({ until }) => until))}) as g(first, next)`
