import { SECOND, toFault } from '@hookwright/model'
import type { Effects } from '../kernel/effects.ts'
import { getWithin } from './get-within.ts'

/** Shortest time that services wait for a response. */
const PATIENCE = 2.5 * SECOND

/**
 * Fetches the address that a handshake named, whose host was pinned by the rules. The service is answered behind that: one
 * that was told it was confirmed when it was not would never ask again. Gives why it did not come about, or null.
 */
const confirmHandshake = async (
  outside: Pick<Effects, 'clientFor' | 'after'>,
  url: string
): Promise<string | null> => {
  try {
    const answer = await getWithin(outside, url, PATIENCE)
    if (answer === 'silent') return `the service did not answer it within ${PATIENCE / SECOND} seconds.`
    return answer.status < 300 ? null : `the service answered it with ${answer.status}.`
  } catch (thrown) {
    return toFault(thrown).message
  }
}

/** Maximum number of concurrent confirmations per Event URL, since each holds its request open. */
const MOST_CONFIRMATIONS = 4

/** Bounds what requests can make us fetch at once, since whoever may send one names the address. */
export const createConfirmations = (outside: Pick<Effects, 'clientFor' | 'after'>) => {
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
     * Fetches an address for a requester, or waits for a fetch in progress. Resolves with the reason of a failure, or
     * null. Returns undefined when the requester has reached its limit of concurrent fetches.
     */
    of: (asked: string, url: string): Promise<string | null> | undefined => {
      const before = underWay.get(url)
      if (before !== undefined) return before
      const count = counts.get(asked) ?? 0
      if (count >= MOST_CONFIRMATIONS) return undefined
      counts.set(asked, count + 1)
      const work = confirmHandshake(outside, url).finally(() => end(asked, url))
      underWay.set(url, work)
      return work
    }
  }
}
