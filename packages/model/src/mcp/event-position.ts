import type { Millis } from '../kernel/millis.ts'

/**
 * Position in the sequence of deliveries, given to clients as an opaque cursor. Everything up to the position
 * has been seen. `record` is the last seen record of the delivery; `null` if all records were seen.
 */
export interface EventPosition {
  delivery: number
  record: number | null
  /** Time up to which all deliveries are included. It is never before the time of the delivery. */
  at: Millis
}

const ALL = 'a'
const CURSOR = /^1\.([0-9a-z]{1,11})\.([0-9]{1,7}|a)\.([0-9a-z]{1,11})$/

/** Formats a position as a cursor. */
export const cursorOf = ({ delivery, record, at }: EventPosition): string =>
  ['1', delivery.toString(36), record ?? ALL, at.toString(36)].join('.')

/** Parses a cursor; `null` for an invalid one. */
export const positionOf = (cursor: string): EventPosition | null => {
  const [, delivery, record, at] = CURSOR.exec(cursor) ?? []
  if (delivery === undefined || record === undefined || at === undefined) return null
  const read = {
    delivery: Number.parseInt(delivery, 36),
    record: record === ALL ? null : Number(record),
    at: Number.parseInt(at, 36)
  }
  return Number.isSafeInteger(read.delivery) && Number.isSafeInteger(read.at) ? read : null
}

/** Compares two positions. Negative when `one` comes first. */
export const comparePositions = (
  one: Pick<EventPosition, 'delivery' | 'record'>,
  other: Pick<EventPosition, 'delivery' | 'record'>
): number => {
  if (one.delivery !== other.delivery) return one.delivery - other.delivery
  if (one.record === other.record) return 0
  if (one.record === null) return 1
  return other.record === null ? -1 : one.record - other.record
}
