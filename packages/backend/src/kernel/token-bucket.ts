import type { Millis } from '@hookwright/model'

/** Token bucket that limits the rate of requests. It also allows a burst. */
export interface TokenBucket {
  /**
   * Takes a token. Returns null when the request is allowed, otherwise the seconds until the next one is
   * allowed.
   */
  take: (now: Millis) => number | null
}

/**
 * Creates a full bucket. A rate of 0 means no limit. Processes that share a limit get equal parts of it,
 * which change with the number of processes. Each part allows at least one request.
 */
export const createTokenBucket = (params: {
  ratePerSecond: number
  burst: number
  now: Millis
  /** Returns the number of processes that share the limit. */
  sharedBy?: () => number
}): TokenBucket => {
  const { sharedBy = () => 1 } = params
  let left = Number.POSITIVE_INFINITY
  let since = params.now
  return {
    take: now => {
      if (params.ratePerSecond === 0) return null
      const parts = sharedBy()
      const ratePerSecond = params.ratePerSecond / parts
      const burst = Math.max(1, params.burst / parts)
      left = Math.min(burst, left + (Math.max(0, now - since) / 1000) * ratePerSecond)
      since = now
      if (left < 1) return Math.max(1, Math.ceil((1 - left) / ratePerSecond))
      left--
      return null
    }
  }
}
