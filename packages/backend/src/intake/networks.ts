import { createRecent, type Millis } from '@hookwright/model'
import { createTokenBucket, type TokenBucket } from '../kernel/token-bucket.ts'

export type Networks = ReturnType<typeof createNetworks>

/** Maximum number of networks that are tracked; beyond it the oldest are forgotten. */
const MOST_NETWORKS = 20_000

/** A rate of 0 is no limit. */
export const createNetworks = (given: { perSecond: number; burst: number }) => {
  const { perSecond: ratePerSecond, burst } = given
  const buckets = createRecent<string, TokenBucket>(MOST_NETWORKS)

  const add = (network: string, now: Millis): TokenBucket => {
    const bucket = createTokenBucket({ ratePerSecond, burst, now })
    buckets.set(network, bucket)
    return bucket
  }

  return {
    /** Counts a request; null when it is allowed, otherwise the seconds after which the next one is. */
    take: (network: string, now: Millis): number | null =>
      ratePerSecond === 0 ? null : (buckets.get(network) ?? add(network, now)).take(now)
  }
}
