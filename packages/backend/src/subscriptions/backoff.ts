import { DAY, HOUR, MINUTE, type Millis } from '@hookwright/model'

/** The longest wait before each further try; the last one stands for all that follow. */
const waits = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR]

/**
 * When a cleanup entry is tried again: after 1, 5, 15 and 60 minutes at most, then hourly, each with full jitter, so that
 * many that were opened at once do not come at once. Null when it has been open for a day: then only by hand.
 * @param tries how often it was tried again already
 * @param random from 0 to below 1
 */
export const nextTry = (given: {
  openedAt: Millis
  tries: number
  now: Millis
  random: () => number
}): Millis | null => {
  const wait = waits[given.tries] ?? HOUR
  const at = given.now + Math.ceil(given.random() * wait)
  return at > given.openedAt + DAY ? null : at
}
