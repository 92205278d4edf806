import { randomFillSync } from 'node:crypto'
import { v7 } from 'uuid'

const BYTES = 16

/**
 * Makes UUIDv7 ids (RFC 9562) in rising order, also within a millisecond and when the clock goes back. Random bytes
 * are drawn by the page, since drawing them one id at a time would be dearer than the rest of keeping a delivery's id.
 */
export const createIds = (clock: () => number): (() => string) => {
  const pool = Buffer.alloc(256 * BYTES)
  let drawn = pool.length
  let msecs = 0
  let seq = 0

  const draw = (): Uint8Array => {
    if (drawn === pool.length) {
      randomFillSync(pool)
      drawn = 0
    }
    drawn += BYTES
    return pool.subarray(drawn - BYTES, drawn)
  }

  return () => {
    const random = draw()
    const now = clock()
    if (now > msecs) {
      msecs = now
      // Half of the counter is left, so that it cannot run over within a millisecond.
      seq = (((random[0] ?? 0) << 16) | ((random[1] ?? 0) << 8) | (random[2] ?? 0)) >>> 0
    } else seq++
    return v7({ random, msecs, seq })
  }
}
