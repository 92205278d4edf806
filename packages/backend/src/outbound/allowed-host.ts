import { Fault } from '@hookwright/model'
import { shownUrl } from './request-url.ts'

const defaultPort = (protocol: string): string => (protocol === 'https:' ? '443' : '80')

const portOf = (url: URL): string => url.port || defaultPort(url.protocol)

/**
 * Returns true when a URL is allowed by an entry. `api.example.com` matches that host at the default port,
 * `*.example.com` every host below it but not `example.com`.
 */
const matches = (url: URL, allowed: string): boolean => {
  const [, star, name = '', port = defaultPort(url.protocol)] =
    /^(\*\.)?(.*?)(?::(\d+))?$/.exec(allowed) ?? []
  if (port !== portOf(url)) return false
  return star === undefined ? url.hostname === name : url.hostname.endsWith(`.${name}`)
}

/** Hosts that may receive the credentials of a connection. */
export interface HostRules {
  baseUrl: string
  allowedHosts: string[]
  outboundAllow: ReadonlySet<string>
}

/**
 * Returns why a connection's credentials may not be sent to a URL; null when they may. Its host must be an allowed one,
 * or the base URL's when none are listed. Plain http requires a plain http base URL or an origin allowed for outbound
 * calls.
 */
export const hostFault = (url: URL, params: HostRules): Fault | null => {
  const base = URL.canParse(params.baseUrl) ? new URL(params.baseUrl) : null
  const allowed =
    params.allowedHosts.length === 0
      ? base !== null && base.hostname === url.hostname && portOf(base) === portOf(url)
      : params.allowedHosts.some(host => matches(url, host))
  if (!allowed) return new Fault('http.host-not-allowed', { host: url.host })
  const isPlain =
    url.protocol === 'http:' && base?.origin !== url.origin && !params.outboundAllow.has(url.origin)
  return isPlain
    ? new Fault('http.url', {
        url: shownUrl(url),
        why: 'the credentials of a connection are not sent over plain http; use https.'
      })
    : null
}

/** Throws what `hostFault` returns. */
export const checkHost = (url: URL, params: HostRules): void => {
  const fault = hostFault(url, params)
  if (fault !== null) throw fault
}
