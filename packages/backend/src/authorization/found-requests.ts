import type { HttpResponse } from '@hookwright/engine'
import { Fault, type Millis, noAuthentication, SECOND } from '@hookwright/model'
import type * as OAuth from 'oauth4webapi'
import type { Effects } from '../kernel/effects.ts'
import { shownUrl } from './token-requests.ts'

/** Timeout of each discovery request. */
const TIMEOUT: Millis = 10 * SECOND

/** Time limit of all requests of one discovery. A person waits for it. */
const SEARCH_TIME: Millis = 20 * SECOND

/** Maximum length of metadata, in characters. */
const MOST_METADATA = 256 * 1_024

/** Statuses of responses without a body. */
const bodiless = new Set([204, 205, 304])

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Options for the library's discovery requests. */
export interface FoundRequestOptions {
  [OAuth.allowInsecureRequests]: true
  [OAuth.customFetch]: (
    url: string,
    request: { method: string; body?: unknown; headers: Record<string, string> }
  ) => Promise<Response>
}

const isLoopback = (url: string): boolean => loopbackHosts.has(new URL(url).hostname)

/**
 * Returns true for a URL that may receive credentials: HTTPS, or HTTP on this machine. HTTP also requires
 * that the URL that names it (`by`) is on this machine.
 */
export const isProtected = (url: string, by = url): boolean => {
  if (!URL.canParse(url)) return false
  const { protocol } = new URL(url)
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(url) && isLoopback(by))
}

/**
 * Returns effects whose requests all end within 20 seconds from now, for one discovery. A request that begins
 * later throws `oauth.not-found`.
 */
export const limitSearch = <Given extends Pick<Effects, 'clientFor' | 'clock'>>(
  effects: Given,
  address: string
): Given => {
  const until = effects.clock() + SEARCH_TIME
  return {
    ...effects,
    clientFor: (authentication, values) => {
      const client = effects.clientFor(authentication, values)
      return async (request, signal) => {
        const left = until - effects.clock()
        if (left <= 0) {
          const why = `its authorization server was not found within ${SEARCH_TIME / SECOND} seconds.`
          throw new Fault('oauth.not-found', { server: new URL(address).host, why })
        }
        // In whole seconds, as a fault names them.
        const timeout = Math.min(request.timeout, Math.ceil(left / SECOND) * SECOND)
        return client({ ...request, timeout }, signal)
      }
    }
  }
}

/** Returns the status of a response, or 502 if the `Response` class does not allow it. */
const statusOf = ({ status }: HttpResponse): number => (status >= 200 && status <= 599 ? status : 502)

/**
 * Returns options with which the library sends requests through the guarded client, without credentials. If
 * the response comes from another URL, the library gets a redirect, which it rejects. With `elsewhere`,
 * requests go to that URL instead of the one that the library derives.
 */
export const foundRequestOptions = (
  library: typeof OAuth,
  effects: Pick<Effects, 'clientFor'>,
  { elsewhere, timeout = TIMEOUT }: { elsewhere?: string | undefined; timeout?: Millis } = {}
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
        timeout
      },
      new AbortController().signal
    )
    const { origin, pathname } = new URL(url)
    const isRedirected = answer.url !== undefined && answer.url !== `${origin}${pathname}`
    const isBodiless = isRedirected || bodiless.has(answer.status) || answer.body.length > MOST_METADATA
    return new Response(isBodiless ? null : answer.body, {
      status: isRedirected ? 302 : statusOf(answer),
      // Those of a redirected answer are of whoever it led to.
      headers: isRedirected ? {} : answer.headers
    })
  }
})
