import { createRecent, HOUR, MINUTE, type Millis, SECOND } from '@hookwright/model'
import type { Effects } from '../kernel/effects.ts'
import { getWithin } from './get-within.ts'

export type FetchedKeys = ReturnType<typeof createFetchedKeys>

const MOST_KEPT = 400
const PATIENCE = 3 * SECOND

/**
 * Keeps what was fetched for an hour, and a failure for a minute, so that a forger cannot make us ask all the time. What
 * comes from another host than the one that was asked, or is a certificate that is not valid now, is no key.
 */
export const createFetchedKeys = (
  outside: Pick<Effects, 'clientFor' | 'clock' | 'after' | 'log' | 'cryptography'>
) => {
  const known = createRecent<string, { texts: string[]; since: Millis; until: Millis }>(MOST_KEPT)
  const underWay = new Map<string, Promise<void>>()

  const ask = async (url: string): Promise<string[]> => {
    const missed = (why: Record<string, unknown>): string[] => {
      outside.log('A key could not be fetched.', { url, ...why })
      return []
    }
    try {
      const answer = await getWithin(outside, url, PATIENCE)
      if (answer === 'silent')
        return missed({ cause: `It did not answer within ${PATIENCE / SECOND} seconds.` })
      const { status, body, url: from = url } = answer
      const isThere = status === 200 && new URL(from).origin === new URL(url).origin
      if (!isThere) return missed({ from, status })
      if (outside.cryptography.isValidAt(body, outside.clock())) return [body]
      outside.log('A certificate is not valid at present.', { url, from, status })
      return []
    } catch (thrown) {
      return missed({ cause: String(thrown) })
    }
  }

  const fetch = async (url: string): Promise<void> => {
    const before = known.get(url)
    const since = outside.clock()
    const texts = await ask(url)
    // A failure takes nothing from the hour of what is known, and adds nothing to it.
    const isFailedRenewal = texts.length === 0 && before !== undefined && before.texts.length > 0
    const until = outside.clock() + (texts.length > 0 ? HOUR : MINUTE)
    known.set(url, isFailedRenewal ? { ...before, since } : { texts, since, until })
  }

  const fetchOnce = (url: string): Promise<void> => {
    const before = underWay.get(url)
    if (before !== undefined) return before
    const work = fetch(url).finally(() => underWay.delete(url))
    underWay.set(url, work)
    return work
  }

  return {
    /** Keys of an address: undefined when they have to be fetched, empty shortly after a failure. */
    at: (url: string): readonly string[] | undefined => {
      const found = known.get(url)
      if (found === undefined || found.until > outside.clock()) return found?.texts
      known.delete(url)
      return undefined
    },
    /** Fetches it through the guarded client; resolves when `at` knows. Never rejects. */
    fetch: fetchOnce,
    /**
     * Fetches again what may have been changed there since: what is known stays to its end if that fails. Null where it was
     * fetched a moment ago, or is being fetched: whoever begins it waits for it, and nobody else.
     */
    renew: (url: string): Promise<void> | null => {
      const isFresh = (known.get(url)?.since ?? 0) > outside.clock() - MINUTE
      return isFresh || underWay.has(url) ? null : fetchOnce(url)
    }
  }
}
