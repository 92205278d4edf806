import type { Millis } from '@hookwright/model'
import { createTokenBucket, type TokenBucket } from '../deliveries/token-bucket.ts'

/** Bounds what comes from one network to all Event URLs together. */
export interface Networks {
  /** Takes one request in; null when it may go on, else the seconds after which the next may. */
  take: (network: string, now: Millis) => number | null
}

/** How many networks are told apart; of more the one that was seen first is forgotten, and begins anew. */
const MOST_NETWORKS = 10_000

/** A rate of 0 is no limit. */
export const createNetworks = (given: { perSecond: number; burst: number }): Networks => {
  const { perSecond: ratePerSecond, burst } = given
  const buckets = new Map<string, TokenBucket>()

  const add = (network: string, now: Millis): TokenBucket => {
    const [first] = buckets.keys()
    if (buckets.size >= MOST_NETWORKS && first !== undefined) buckets.delete(first)
    const bucket = createTokenBucket({ ratePerSecond, burst, now })
    buckets.set(network, bucket)
    return bucket
  }

  return {
    take: (network, now) =>
      ratePerSecond === 0 ? null : (buckets.get(network) ?? add(network, now)).take(now)
  }
}
