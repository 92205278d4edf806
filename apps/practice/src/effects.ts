import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'

/** Effects of the service. Tests inject their own. */
export interface Effects {
  /** The time now, in milliseconds since 1970, UTC. */
  clock: () => number
  /** A new UUID. */
  newId: () => string
  /** Returns random bytes, written in hexadecimal. */
  randomHex: (bytes: number) => string
  /** A random whole number from 0 up to, but not including, `below`. */
  randomBelow: (below: number) => number
  /** Resolves after the given number of milliseconds; rejects when the signal aborts first. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>
  /** Reports an internal error of the service to its operator, as a sentence. */
  report: (sentence: string) => void
}

/** The effects of the real world. */
export const realEffects: Effects = {
  clock: () => Date.now(),
  newId: () => randomUUID(),
  randomHex: bytes => randomBytes(bytes).toString('hex'),
  randomBelow: below => randomInt(below),
  wait: (ms, signal) => setTimeout(ms, undefined, { signal }),
  report: sentence => console.error(sentence)
}
