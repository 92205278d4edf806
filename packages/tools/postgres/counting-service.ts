import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { listen } from '../harness/listen.ts'

/** Response time of the service for a call to `/limited`, in milliseconds. */
const callMs = 100

/** Service that counts its requests. */
export interface CountingService {
  readonly origin: string
  /**
   * Counts so far: created registrations, issued tokens, limited calls, and the maximum of concurrent limited
   * calls.
   */
  readonly counts: { registrations: number; tokens: number; calls: number; most: number }
  /** Makes the service reject all tokens issued so far. */
  readonly refuseTokens: () => void
  readonly close: () => Promise<void>
}

/**
 * Opens the service: subscriptions at `/hooks`, limited calls at `/limited`, and tokens at `/token`, which
 * requests to `/me` require.
 */
export async function openCountingService(): Promise<CountingService> {
  const counts = { registrations: 0, tokens: 0, calls: 0, most: 0 }
  let refused = 0
  let current = 0
  const answer = async (url: string, method: string, bearer: string): Promise<[number, unknown]> => {
    if (url.startsWith('/hooks') && method === 'POST') {
      counts.registrations += 1
      return [200, { id: `${counts.registrations}` }]
    }
    if (url.startsWith('/token')) {
      counts.tokens += 1
      // Those who ask at once shall all come before there is a token.
      const token = counts.tokens
      await sleep(callMs)
      return [200, { access_token: `given-${token}`, token_type: 'bearer', expires_in: 3_600 }]
    }
    if (url.startsWith('/me')) {
      const isTaken = Number(bearer.split('-').at(-1)) > refused
      return [isTaken ? 200 : 401, {}]
    }
    if (url.startsWith('/limited')) {
      counts.calls += 1
      current += 1
      counts.most = Math.max(counts.most, current)
      await sleep(callMs)
      current -= 1
    }
    return [200, {}]
  }
  const server = createServer((request, response) => {
    // A socket that is cut is no fault of the service.
    request.on('error', () => {}).resume()
    void answer(request.url ?? '', request.method ?? '', request.headers.authorization ?? '').then(
      ([status, json]) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json))
      }
    )
  })
  return {
    ...(await listen(server)),
    counts,
    refuseTokens: () => {
      refused = counts.tokens
    }
  }
}
