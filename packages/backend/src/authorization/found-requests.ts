import { Fault, type Millis, noAuthentication, SECOND } from '@hookwright/model'
import type * as OAuth from 'oauth4webapi'
import type { Effects } from '../kernel/effects.ts'

/** Time limit of each request that looks for a sign-in. */
const TIMEOUT: Millis = 10 * SECOND

/** Most characters of metadata that are read. */
const MOST_METADATA = 256 * 1_024

/** Statuses whose responses have no body. */
const bodiless = new Set([204, 205, 304])

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Options of the library's requests while it looks for a sign-in. */
export interface FoundRequestOptions {
  [OAuth.allowInsecureRequests]: true
  [OAuth.customFetch]: (
    url: string,
    request: { method: string; body?: unknown; headers: Record<string, string> }
  ) => Promise<Response>
}

/** Returns true for a URL that may receive credentials: HTTPS, or HTTP on this machine. */
export const isProtected = (url: string): boolean => {
  if (!URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || (protocol === 'http:' && loopbackHosts.has(hostname))
}

/** Returns a URL as it is shown in messages: without its query, and cut. */
export const shownUrl = (url: string): string => url.replace(/[?#].*/s, '').slice(0, 300)

/**
 * Returns options with which the library sends requests through the guarded client, without
 * credentials. A response from another URL than the requested one counts as a redirect, which the
 * library refuses. With `elsewhere`, the request goes to that URL instead of the derived one.
 */
export const foundRequestOptions = (
  library: typeof OAuth,
  effects: Pick<Effects, 'clientFor'>,
  elsewhere?: string
): FoundRequestOptions => ({
  // The URLs are checked by `isProtected`, which allows HTTP on this machine only.
  [library.allowInsecureRequests]: true,
  [library.customFetch]: async (derived, { method, body, headers: all }) => {
    const { authorization: _, ...headers } = all
    const url = elsewhere ?? derived
    if (!isProtected(url)) {
      throw new Fault('http.url', { url: shownUrl(url), why: 'only https may be used for a sign-in.' })
    }
    const client = effects.clientFor(noAuthentication, {})
    const answer = await client(
      {
        method: method === 'POST' ? 'POST' : 'GET',
        url,
        query: {},
        headers,
        body: typeof body === 'string' ? body : null,
        authenticate: false,
        timeout: TIMEOUT
      },
      new AbortController().signal
    )
    const { origin, pathname } = new URL(url)
    const isRedirected = answer.url !== undefined && answer.url !== `${origin}${pathname}`
    const isBodiless = isRedirected || bodiless.has(answer.status) || answer.body.length > MOST_METADATA
    return new Response(isBodiless ? null : answer.body, {
      status: isRedirected ? 302 : answer.status,
      // Those of a redirected answer are of whoever it led to.
      headers: isRedirected ? {} : answer.headers
    })
  }
})
