import type { Millis } from '@hookwright/model'

/** Token bucket: allows a rate per second, after a burst. */
export interface TokenBucket {
  /**
   * Takes a token. Null when the request is allowed, otherwise the seconds until the next one is.
   */
  take: (now: Millis) => number | null
}

/** Creates a bucket that is full. A rate of 0 means no limit. */
export const createTokenBucket = (params: {
  ratePerSecond: number
  burst: number
  now: Millis
}): TokenBucket => {
  const { ratePerSecond, burst } = params
  let left = burst
  let since = params.now
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
