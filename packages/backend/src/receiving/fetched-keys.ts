import { HOUR, MINUTE, type Millis, noAuthentication, SECOND } from '@hookwright/model'
import type { Outside } from '../outside.ts'

/** Certificates and key sets that lie at an address. */
export interface FetchedKeys {
  /** What is known of an address: undefined when it has to be fetched, none when that failed a moment ago. */
  at: (url: string) => readonly string[] | undefined
  /** Fetches it through the guarded client; resolves when `at` knows. Never rejects. */
  fetch: (url: string) => Promise<void>
}

const MOST_KEPT = 200
const PATIENCE = 3 * SECOND

/** Keeps what was fetched for an hour, and a failure for a minute, so that a forger cannot make us ask all the time. */
export const createFetchedKeys = (
  outside: Pick<Outside, 'clientFor' | 'clock' | 'after' | 'log'>
): FetchedKeys => {
  const known = new Map<string, { texts: string[]; until: Millis }>()
  const underWay = new Map<string, Promise<void>>()
  const client = outside.clientFor(noAuthentication, {})

  const ask = async (url: string): Promise<string[]> => {
    const limit = new AbortController()
    const stop = outside.after(PATIENCE, () => limit.abort())
    try {
      const request = {
        method: 'GET',
        url,
        query: {},
        headers: {},
        body: null,
        authenticate: false,
        timeout: PATIENCE
      } as const
      const { status, body } = await client(request, limit.signal)
      if (status === 200) return [body]
      outside.log('A key could not be fetched.', { url, status })
    } catch (thrown) {
      outside.log('A key could not be fetched.', { url, cause: String(thrown) })
    } finally {
      stop()
    }
    return []
  }

  const fetch = async (url: string): Promise<void> => {
    const texts = await ask(url)
    const [oldest] = known.keys()
    if (known.size >= MOST_KEPT && oldest !== undefined) known.delete(oldest)
    known.set(url, { texts, until: outside.clock() + (texts.length > 0 ? HOUR : MINUTE) })
  }

  return {
    at: url => {
      const found = known.get(url)
      if (found === undefined || found.until > outside.clock()) return found?.texts
      known.delete(url)
      return undefined
    },
    fetch: url => {
      const before = underWay.get(url)
      if (before !== undefined) return before
      const work = fetch(url).finally(() => underWay.delete(url))
      underWay.set(url, work)
      return work
    }
  }
}
