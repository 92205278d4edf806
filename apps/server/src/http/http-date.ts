import { type Millis, SECOND } from '@hookwright/model'

/**
 * Creates a function that returns the time in the format of RFC 9110 (5.6.7). The text is formatted at most
 * once per second.
 */
export const createHttpDate = (clock: () => Millis): (() => string) => {
  let second = Number.NaN
  let text = ''
  return () => {
    const now = Math.floor(clock() / SECOND)
    if (now !== second) {
      second = now
      text = new Date(now * SECOND).toUTCString()
    }
    return text
  }
}
