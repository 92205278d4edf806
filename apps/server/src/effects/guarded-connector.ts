import type { LookupAddress } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import type { buildConnector } from 'undici'
import { isPublicAddress } from './public-address.ts'

/** Function that returns all addresses of a host name. */
export type Resolve = (hostname: string) => Promise<LookupAddress[]>

/** Error code for a connection that was refused because its address is not public. */
export const REFUSED_ADDRESS = 'REFUSED_ADDRESS'

/** Error code for a connection that was refused because its port is not allowed. */
export const REFUSED_PORT = 'REFUSED_PORT'

const portRefusal = (): Error => Object.assign(new Error('the port is not allowed'), { code: REFUSED_PORT })

const refusal = (hostname: string): Error =>
  Object.assign(new Error(`${hostname} is not public`), { code: REFUSED_ADDRESS })

/**
 * Opens the connections of outbound requests. A literal address must be public, as must every address that a name
 * resolves to. The socket uses the checked addresses, so that a name cannot change between check and connect. The port
 * must be the scheme's default. An allowed origin may have any address and port.
 */
export const guardedConnector = (params: {
  outboundAllow: ReadonlySet<string>
  resolve: Resolve
  authorities?: string
  portOf?: (hostname: string) => number | undefined
  /** Function `buildConnector` of undici, which is loaded late. */
  build: typeof buildConnector
  /** Maximum time to connect, in milliseconds. */
  timeout: number
}): buildConnector.connector => {
  const { outboundAllow, timeout, resolve, authorities, portOf, build } = params
  const trusting = authorities === undefined ? { timeout } : { timeout, ca: authorities }
  const open = build({ ...trusting, lookup: lookupWith(resolve) })
  const guarded = build({ ...trusting, lookup: lookupWith(onlyPublic(resolve)) })
  const refused = build({ ...trusting, lookup: lookupWith(refusingPort(onlyPublic(resolve))) })
  return (wanted, callback) => {
    const port = portOf?.(wanted.hostname)
    const target = port === undefined ? wanted : { ...wanted, port: String(port) }
    if (outboundAllow.has(`${target.protocol}//${target.host}`)) open(target, callback)
    else if (isPrivate(target.hostname)) callback(refusal(target.hostname), null)
    else if (hasDefaultPort(wanted)) guarded(target, callback)
    else if (isIP(wanted.hostname) === 0) refused(target, callback)
    else callback(portRefusal(), null)
  }
}

const hasDefaultPort = ({ protocol, port }: buildConnector.Options): boolean =>
  port === '' || port === (protocol === 'https:' ? '443' : '80')

/**
 * Wraps a resolver so that it throws `REFUSED_PORT` for each name that it resolves. If the resolver itself
 * fails, its own error is thrown.
 */
const refusingPort =
  (resolve: Resolve): Resolve =>
  async hostname => {
    const addresses = await resolve(hostname)
    if (addresses.length > 0) throw portRefusal()
    return addresses
  }

/**
 * Returns true if a host is private, without a DNS lookup. A socket makes no lookup for an IP address.
 * `localhost` and all names below it always mean loopback (RFC 6761, 6.3).
 */
const isPrivate = (hostname: string): boolean =>
  isIP(hostname) === 0 ? /(^|\.)localhost\.?$/.test(hostname) : !isPublicAddress(hostname)

/** Wraps a resolver so that it throws `REFUSED_ADDRESS` if any address of a host name is not public. */
export const onlyPublic =
  (resolve: Resolve): Resolve =>
  async hostname => {
    const addresses = await resolve(hostname)
    if (!addresses.every(({ address }) => isPublicAddress(address))) throw refusal(hostname)
    return addresses
  }

const lookupWith =
  (resolve: Resolve): LookupFunction =>
  (hostname, { all }, callback) => {
    resolve(hostname).then(
      addresses => {
        const [first] = addresses
        if (first === undefined) callback(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '')
        else if (all) callback(null, addresses)
        else callback(null, first.address, first.family)
      },
      error => callback(error, '')
    )
  }
