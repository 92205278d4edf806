import type { Millis } from '@hookwright/model'

/** Token bucket: allows a rate per second, after a burst. */
export interface TokenBucket {
  /** Takes one; null when it may go through, otherwise the seconds after which the next may. */
  take: (now: Millis) => number | null
}

/** A bucket that is full at first. A rate of 0 is no limit. */
export const createTokenBucket = (given: {
  ratePerSecond: number
  burst: number
  now: Millis
}): TokenBucket => {
  const { ratePerSecond, burst } = given
  let left = burst
  let since = given.now
  return {
    take: now => {
      if (ratePerSecond === 0) return null
      left = Math.min(burst, left + (Math.max(0, now - since) / 1000) * ratePerSecond)
      since = now
      if (left < 1) return Math.max(1, Math.ceil((1 - left) / ratePerSecond))
      left--
      return null
    }
  }
}
