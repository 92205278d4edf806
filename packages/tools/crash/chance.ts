import { createHash } from 'node:crypto'

/**
 * Creates a reproducible random number generator: the same seed returns the same numbers.
 *
 * @returns from 0 up to but without 1
 */
export function chanceOf(seed: number): () => number {
  let drawn = 0
  return () => {
    drawn += 1
    const digest = createHash('sha256').update(`${seed}/${drawn}`).digest()
    return digest.readUInt32BE() / 2 ** 32
  }
}
