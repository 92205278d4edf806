import { createRecent, type Millis } from '@hookwright/model'
import { createTokenBucket, type TokenBucket } from '../kernel/token-bucket.ts'

export type Networks = ReturnType<typeof createNetworks>

/**
 * Maximum number of sender networks whose rate is tracked. Above this limit, the oldest networks are dropped.
 */
const MOST_NETWORKS = 20_000

/**
 * Creates the rate limiter for requests, by the network from which they are sent. A rate of 0 means no limit.
 */
export const createNetworks = (params: {
  perSecond: number
  burst: number
  /** Returns the number of processes that share the limits. */
  sharedBy?: () => number
}) => {
  const { perSecond: ratePerSecond, burst, sharedBy = () => 1 } = params
  const buckets = createRecent<string, TokenBucket>(MOST_NETWORKS)

  const add = (network: string, now: Millis): TokenBucket => {
    const bucket = createTokenBucket({ ratePerSecond, burst, now, sharedBy })
    buckets.set(network, bucket)
    return bucket
  }

  return {
    /**
     * Counts a request. Returns null if it is allowed, otherwise the seconds until the next allowed request.
     */
    take: (network: string, now: Millis): number | null =>
      ratePerSecond === 0 ? null : (buckets.get(network) ?? add(network, now)).take(now)
  }
}
