import { SECOND, toFault } from '@hookwright/model'
import type { Effects } from '../kernel/effects.ts'
import { getWithin } from './get-within.ts'

/** Shortest response timeout of known services. */
const PATIENCE = 2.5 * SECOND

/**
 * Fetches the URL in a handshake, whose host is pinned by the rules. The service is answered only
 * afterwards, because a service that believes itself confirmed would not ask again. Returns the
 * reason of a failure, or null.
 */
const confirmHandshake = async (
  effects: Pick<Effects, 'clientFor' | 'after'>,
  url: string
): Promise<string | null> => {
  try {
    const answer = await getWithin(effects, url, PATIENCE)
    if (answer === 'silent') return `the service did not answer it within ${PATIENCE / SECOND} seconds.`
    return answer.status < 300 ? null : `the service answered it with ${answer.status}.`
  } catch (thrown) {
    return toFault(thrown).message
  }
}

/** Maximum number of concurrent confirmations per Event URL. Each holds its request open. */
const MOST_CONFIRMATIONS = 4

/** Limits the concurrent fetches caused by requests, since any sender can name the URL. */
export const createConfirmations = (effects: Pick<Effects, 'clientFor' | 'after'>) => {
  const underWay = new Map<string, Promise<string | null>>()
  const counts = new Map<string, number>()

  const end = (asked: string, url: string): void => {
    underWay.delete(url)
    const left = (counts.get(asked) ?? 1) - 1
    if (left > 0) counts.set(asked, left)
    else counts.delete(asked)
  }

  return {
    /**
     * Fetches a URL for a requester, or waits for a fetch in progress. Resolves with the reason of
     * a failure, or null. Returns undefined when the requester has reached its limit of concurrent
     * fetches.
     */
    of: (asked: string, url: string): Promise<string | null> | undefined => {
      const before = underWay.get(url)
      if (before !== undefined) return before
      const count = counts.get(asked) ?? 0
      if (count >= MOST_CONFIRMATIONS) return undefined
      counts.set(asked, count + 1)
      const work = confirmHandshake(effects, url).finally(() => end(asked, url))
      underWay.set(url, work)
      return work
    }
  }
}
