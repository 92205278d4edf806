import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'

/** Side effects and random sources of the service, injected so that tests can replace them. */
export interface Effects {
  /** Returns the time in milliseconds since 1970, UTC. */
  clock: () => number
  /** Returns a new UUID. */
  newId: () => string
  /** Returns random bytes in hexadecimal. */
  randomHex: (bytes: number) => string
  /** Returns a random integer of at least 0 and less than `below`. */
  randomBelow: (below: number) => number
  /** Resolves after the given number of milliseconds; rejects when the signal aborts first. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>
  /** Reports an internal error to the operator, as a sentence. */
  report: (sentence: string) => void
}

/** Effects of the real machine. */
export const realEffects: Effects = {
  clock: () => Date.now(),
  newId: () => randomUUID(),
  randomHex: bytes => randomBytes(bytes).toString('hex'),
  randomBelow: below => randomInt(below),
  wait: (ms, signal) => setTimeout(ms, undefined, { signal }),
  report: sentence => console.error(sentence)
}
