import { Fault } from '@hookwright/model'
import { shownUrl } from './request-url.ts'

const defaultPort = (protocol: string): string => (protocol === 'https:' ? '443' : '80')

const portOf = (url: URL): string => url.port || defaultPort(url.protocol)

/** `api.example.com` is that host at the usual port, `*.example.com` every host below it but not `example.com`. */
const matches = (url: URL, allowed: string): boolean => {
  const [, star, name = '', port = defaultPort(url.protocol)] =
    /^(\*\.)?(.*?)(?::(\d+))?$/.exec(allowed) ?? []
  if (port !== portOf(url)) return false
  return star === undefined ? url.hostname === name : url.hostname.endsWith(`.${name}`)
}

/**
 * Lets credentials go to a URL only when its host is one of the allowed ones, or the base URL's when there are none,
 * and never over plain http unless the base URL is plain http too or the origin is allowed for outbound calls.
 *
 * Throws `http.host-not-allowed`, `http.url`.
 */
export const checkHost = (
  url: URL,
  given: { baseUrl: string; allowedHosts: string[]; outboundAllow: ReadonlySet<string> }
): void => {
  const base = URL.canParse(given.baseUrl) ? new URL(given.baseUrl) : null
  const allowed =
    given.allowedHosts.length === 0
      ? base !== null && base.hostname === url.hostname && portOf(base) === portOf(url)
      : given.allowedHosts.some(host => matches(url, host))
  if (!allowed) throw new Fault('http.host-not-allowed', { host: url.host })
  const isPlain =
    url.protocol === 'http:' && base?.origin !== url.origin && !given.outboundAllow.has(url.origin)
  if (isPlain) {
    throw new Fault('http.url', {
      url: shownUrl(url),
      why: 'the credentials of a connection are not sent over plain http; write https.'
    })
  }
}
