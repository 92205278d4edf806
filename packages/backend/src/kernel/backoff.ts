import { DAY, HOUR, MINUTE, type Millis } from '@hookwright/model'

/** Maximum delay before a retry. */
const LONGEST = HOUR

/** Maximum delay before each retry. The last value applies to all later retries. */
const waits = [MINUTE, 5 * MINUTE, 15 * MINUTE, LONGEST]

/**
 * Returns a random time for a cleanup entry's next retry. It is within the next 1, 5, 15 and 60 minutes, then
 * within an hour each time. The randomness spreads entries that were opened together. Returns null for a time
 * more than a day after the entry was opened; then only manual retries are possible.
 * @param tries number of retries so far
 * @param random number in [0, 1)
 */
export const nextTry = (params: {
  openedAt: Millis
  tries: number
  now: Millis
  random: () => number
}): Millis | null => {
  const wait = waits[params.tries] ?? LONGEST
  const at = params.now + Math.ceil(params.random() * wait)
  return at > params.openedAt + DAY ? null : at
}

/**
 * Returns the delay until a planned time. A time beyond the longest delay was set by a clock
 * running ahead, and counts as due.
 */
export const waitFor = (nextAt: Millis | null, now: Millis): Millis => {
  const left = Math.max(0, (nextAt ?? now) - now)
  return left > LONGEST ? 0 : left
}
