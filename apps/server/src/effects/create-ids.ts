import { randomFillSync } from 'node:crypto'
import { v7 } from 'uuid'

const BYTES = 16
/** Positions of each byte's first hex digit in the id's text. */
const places = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34] as const
const digits = Buffer.from('0123456789abcdef')

/**
 * Creates UUIDv7 ids (RFC 9562) in ascending order, even within a millisecond and when the clock goes back.
 * Random bytes are generated in blocks, since one call per id would cost more than all other work for storing
 * a delivery.
 */
export const createIds = (clock: () => number): (() => string) => {
  const pool = Buffer.alloc(256 * BYTES)
  const random = Buffer.alloc(BYTES)
  const bytes = Buffer.alloc(BYTES)
  const text = Buffer.from('00000000-0000-0000-0000-000000000000')
  let drawn = pool.length
  let msecs = 0
  let seq = 0

  const draw = (): void => {
    if (drawn === pool.length) {
      randomFillSync(pool)
      drawn = 0
    }
    for (let at = 0; at < BYTES; at += 1) random[at] = pool[drawn + at] ?? 0
    drawn += BYTES
  }

  /** Returns the id as text. Digits are written to a buffer, which is faster than concatenating them. */
  const textOf = (): string => {
    for (let at = 0; at < BYTES; at += 1) {
      const byte = bytes[at] ?? 0
      const place = places[at] ?? 0
      text[place] = digits[byte >> 4] ?? 0
      text[place + 1] = digits[byte & 15] ?? 0
    }
    return text.toString('latin1')
  }

  return () => {
    draw()
    const now = clock()
    if (now > msecs) {
      msecs = now
      // Half of the counter is left, so that it cannot run over within a millisecond.
      seq = (((random[0] ?? 0) << 16) | ((random[1] ?? 0) << 8) | (random[2] ?? 0)) >>> 0
    } else seq++
    v7({ random, msecs, seq }, bytes)
    return textOf()
  }
}
