import { Fault } from '@hookwright/model'
import { shownUrl } from './request-url.ts'

const defaultPort = (protocol: string): string => (protocol === 'https:' ? '443' : '80')

const portOf = (url: URL): string => url.port || defaultPort(url.protocol)

/**
 * Returns true if an entry of the allowed hosts matches a URL. `api.example.com` matches that host at the
 * default port. `*.example.com` matches every host below it but not `example.com`.
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
 * Returns the fault for sending a connection's credentials to a URL. Null if the URL may receive them. Its
 * host must be an allowed host, or the host of the base URL if none are listed. Plain http requires a base
 * URL with plain http or an origin allowed for outbound calls.
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

/** Throws the fault that `hostFault` returns. */
export const checkHost = (url: URL, params: HostRules): void => {
  const fault = hostFault(url, params)
  if (fault !== null) throw fault
}
