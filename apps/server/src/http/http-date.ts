import { type Millis, SECOND } from '@hookwright/model'

/** Says the time as RFC 9110 (5.6.7) writes it, and writes it once a second. */
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
