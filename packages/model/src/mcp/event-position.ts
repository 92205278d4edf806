import type { Millis } from '../kernel/millis.ts'

/**
 * Place in the order of deliveries, which a client keeps as an opaque cursor: everything at or before it
 * has been seen. `record` is the last seen record of the delivery; null means all of it.
 */
export interface EventPosition {
  delivery: number
  record: number | null
  /** Time of the delivery, or of the moment that the position stands for. */
  at: Millis
}

const ALL = 'a'
const CURSOR = /^1\.([0-9a-z]{1,11})\.([0-9]{1,7}|a)\.([0-9a-z]{1,11})$/

/** Returns a position as a cursor. */
export const cursorOf = ({ delivery, record, at }: EventPosition): string =>
  ['1', delivery.toString(36), record ?? ALL, at.toString(36)].join('.')

/** Parses a cursor; null for a text that none of ours is. */
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

/** Compares positions: negative when `one` comes first. */
export const comparePositions = (
  one: Pick<EventPosition, 'delivery' | 'record'>,
  other: Pick<EventPosition, 'delivery' | 'record'>
): number => {
  if (one.delivery !== other.delivery) return one.delivery - other.delivery
  if (one.record === other.record) return 0
  if (one.record === null) return 1
  return other.record === null ? -1 : one.record - other.record
}
