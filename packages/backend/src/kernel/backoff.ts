import { DAY, HOUR, MINUTE, type Millis } from '@hookwright/model'

/** The longest that anything is put off. */
const LONGEST = HOUR

/** The longest wait before each further try; the last one stands for all that follow. */
const waits = [MINUTE, 5 * MINUTE, 15 * MINUTE, LONGEST]

/**
 * Time when a cleanup entry is retried: after 1, 5, 15 and 60 minutes at most, then hourly, each with full jitter, so
 * that many that were opened at once do not come at once. Null when it has been open for a day: then only by hand.
 * @param tries how often it was retried already
 * @param random from 0 to below 1
 */
export const nextTry = (given: {
  openedAt: Millis
  tries: number
  now: Millis
  random: () => number
}): Millis | null => {
  const wait = waits[given.tries] ?? LONGEST
  const at = given.now + Math.ceil(given.random() * wait)
  return at > given.openedAt + DAY ? null : at
}

/**
 * Returns the time until a planned moment. A moment beyond the longest delay was planned by a clock that ran ahead, and
 * counts as due.
 */
export const waitFor = (nextAt: Millis | null, now: Millis): Millis => {
  const left = Math.max(0, (nextAt ?? now) - now)
  return left > LONGEST ? 0 : left
}
