import { createHash } from 'node:crypto'

/** Duration of the calibration on the machine where the targets were set, in milliseconds. */
export const referenceMs = 400

/**
 * A machine counts as slow if the calibration takes this many times `referenceMs`. Its targets are then
 * multiples of its own values, not times.
 */
export const slowFrom = 1.5

const rounds = 5

/**
 * Times a fixed piece of work similar to the server's: writing, hashing and parsing JSON.
 *
 * @returns the duration of the fastest of several rounds, in milliseconds
 */
export function calibrate(): number {
  const taken = Array.from({ length: rounds }, () => {
    const began = performance.now()
    const rows = Array.from({ length: 4_000 }, (_, index) => ({
      index,
      name: `Row ${index}`,
      list: [1, 2, index]
    }))
    for (let count = 0; count < 60; count += 1) {
      const text = JSON.stringify(rows)
      createHash('sha256').update(text).digest()
      JSON.parse(text)
    }
    return performance.now() - began
  })
  return Math.min(...taken)
}
