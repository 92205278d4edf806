import { SECOND, toFault } from '@hookwright/model'
import type { Effects } from '../kernel/effects.ts'
import { getWithin } from './get-within.ts'

/**
 * Timeout for fetching the URL of a handshake. No known service waits less than this for the answer to its
 * handshake.
 */
const PATIENCE = 2.5 * SECOND

/**
 * Fetches the URL in a handshake. The rules pin its host. Returns the reason of a failure, or null. The
 * handshake is answered only afterwards, because a service that received an answer would not send the
 * handshake again.
 */
const confirmHandshake = async (
  effects: Pick<Effects, 'clientFor' | 'after'>,
  url: string
): Promise<string | null> => {
  try {
    const answer = await getWithin(effects, url, PATIENCE)
    if (answer === 'silent') return `the service did not respond within ${PATIENCE / SECOND} seconds.`
    return answer.status < 300 ? null : `the service responded with status ${answer.status}.`
  } catch (thrown) {
    return toFault(thrown).message
  }
}

/** Maximum number of concurrent confirmations per Event URL. Each keeps its request open. */
const MOST_CONFIRMATIONS = 4

/** Limits concurrent fetches for handshakes, since any sender can name a URL. */
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
     * Fetches the URL of a handshake, or waits for a fetch of the same URL. Resolves to the reason of a
     * failure, or null on success. Returns undefined if the Event URL `asked` has reached its limit of
     * concurrent fetches.
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
