import { checkedUrl, checkHeaders, harmlessHeaders, shownUrl } from '@hookwright/backend/outbound'
import type { HttpRequest } from '@hookwright/engine'
import { Fault } from '@hookwright/model'
import type { Agent, Dispatcher } from 'undici'

/**
 * Single request without redirects, and the function that adds its credentials. Header names are lower-case.
 */
export interface Hop {
  method: HttpRequest['method']
  url: URL
  headers: Record<string, string>
  body: string | Uint8Array | null
  place: ((url: URL, headers: Record<string, string>) => void) | null
}

/**
 * Returns an interceptor that calls `begun` before the first byte of a request is written to a connection. If
 * a request fails without this call, it was never sent, for example because DNS, the connection or TLS
 * failed.
 */
const noteStart =
  (begun: () => void): Dispatcher.DispatcherComposeInterceptor =>
  dispatch =>
  (request, handler) =>
    dispatch(request, {
      onRequestStart: (controller, context) => {
        begun()
        handler.onRequestStart?.(controller, context)
      },
      onRequestUpgrade: (...args) => handler.onRequestUpgrade?.(...args),
      onResponseStart: (...args) => handler.onResponseStart?.(...args),
      onResponseData: (...args) => handler.onResponseData?.(...args),
      onResponseEnd: (...args) => handler.onResponseEnd?.(...args),
      onResponseError: (...args) => handler.onResponseError?.(...args)
    })

/**
 * Sends one hop. Calls `begun` before the first byte is sent. Throws `http.header`, and the errors of `place`
 * and undici.
 */
export const sendHop = (
  agent: Agent,
  { method, url, headers, body, place }: Hop,
  signal: AbortSignal,
  begun: () => void
): Promise<Dispatcher.ResponseData> => {
  const placedUrl = new URL(url)
  const placedHeaders = { ...headers }
  place?.(placedUrl, placedHeaders)
  checkHeaders(placedHeaders)
  return agent.compose(noteStart(begun)).request({
    origin: placedUrl.origin,
    path: placedUrl.pathname + placedUrl.search,
    method,
    headers: Object.entries(placedHeaders).flat(),
    body,
    signal
  })
}

const redirects = new Set([301, 302, 303, 307, 308])

/**
 * Returns the next hop of a redirect; null for a final response. Credentials and all headers that could
 * contain a secret are dropped when the origin changes. Only GET and HEAD follow redirects, since they are
 * safe to repeat.
 *
 * Throws `http.url`.
 */
export const nextHop = (hop: Hop, status: number, location: string | undefined): Hop | null => {
  const follows = (hop.method === 'GET' || hop.method === 'HEAD') && redirects.has(status)
  if (!follows || location === undefined) return null
  const url = checkedUrl(location, hop.url.href)
  if (url.origin === hop.url.origin) return { ...hop, url }
  if (hop.url.protocol === 'https:' && url.protocol === 'http:') {
    throw new Fault('http.url', { url: shownUrl(hop.url), why: 'it redirects from https to plain http.' })
  }
  return { ...hop, url, headers: harmlessHeaders(hop.headers), body: null, place: null }
}
