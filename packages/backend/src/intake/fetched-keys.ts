import { createRecent, HOUR, MINUTE, type Millis, SECOND } from '@hookwright/model'
import type { Effects } from '../kernel/effects.ts'
import { getWithin } from './get-within.ts'

export type FetchedKeys = ReturnType<typeof createFetchedKeys>

const MOST_KEPT = 400
const PATIENCE = 3 * SECOND

/**
 * Caches fetched keys for an hour and failures for a minute, so forged requests cannot cause constant
 * fetches. Rejects expired certificates, and keys from a host other than the requested host.
 */
export const createFetchedKeys = (
  effects: Pick<Effects, 'clientFor' | 'clock' | 'after' | 'log' | 'cryptography'>
) => {
  const known = createRecent<string, { texts: string[]; since: Millis; until: Millis }>(MOST_KEPT)
  const underWay = new Map<string, Promise<void>>()

  const ask = async (url: string): Promise<string[]> => {
    const missed = (why: Record<string, unknown>): string[] => {
      effects.log('A verification key could not be fetched.', { url, ...why })
      return []
    }
    try {
      const answer = await getWithin(effects, url, PATIENCE)
      if (answer === 'silent')
        return missed({ cause: `The server did not respond within ${PATIENCE / SECOND} seconds.` })
      const { status, body, url: from = url } = answer
      const isThere = status === 200 && new URL(from).origin === new URL(url).origin
      if (!isThere) return missed({ from, status })
      if (effects.cryptography.isValidAt(body, effects.clock())) return [body]
      effects.log('A certificate for checking signatures is expired or not valid yet.', { url, from, status })
      return []
    } catch (thrown) {
      return missed({ cause: String(thrown) })
    }
  }

  const fetch = async (url: string): Promise<void> => {
    const before = known.get(url)
    const since = effects.clock()
    const texts = await ask(url)
    // A failure takes nothing from the hour of what is known, and adds nothing to it.
    const isFailedRenewal = texts.length === 0 && before !== undefined && before.texts.length > 0
    const until = effects.clock() + (texts.length > 0 ? HOUR : MINUTE)
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
    /**
     * Returns the cached keys of a URL. Undefined if they must be fetched; empty for a short time after a
     * failure.
     */
    at: (url: string): readonly string[] | undefined => {
      const found = known.get(url)
      if (found === undefined || found.until > effects.clock()) return found?.texts
      known.delete(url)
      return undefined
    },
    /**
     * Fetches the keys through the guarded client. Resolves once `at` returns them. Never rejects.
     */
    fetch: fetchOnce,
    /**
     * Fetches keys again that the service may have replaced. If this fails, the cached keys stay valid until
     * they expire. Returns null if a fetch is in progress or began within the last minute, so only the caller
     * that starts the fetch waits for it.
     */
    renew: (url: string): Promise<void> | null => {
      const isFresh = (known.get(url)?.since ?? 0) > effects.clock() - MINUTE
      return isFresh || underWay.has(url) ? null : fetchOnce(url)
    }
  }
}
