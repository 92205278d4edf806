import { BlockList, isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { isInside } from './client-network.ts'

/** The parts of a node:http request that identify its sender. */
export interface Caller {
  socket: { remoteAddress?: string | undefined }
  rawHeaders: string[]
}

/** Resolver of the client addresses of requests. Only explicitly configured proxies are trusted. */
export interface ClientAddresses {
  /**
   * Returns the sender's address: the socket's address or, behind a configured proxy, the last address in
   * `X-Forwarded-For` that is not a proxy. Returns undefined if a configured proxy sends no address.
   */
  of: (request: Caller) => string | undefined
  /**
   * Returns the address by which password attempts are counted. Here the header of an unconfigured proxy on a
   * private address is also used. Otherwise one member's attempts would block all members behind that proxy.
   */
  claimed: (request: Caller) => string | undefined
  /** Returns true if the address is a configured proxy. */
  isProxy: (address: string) => boolean
}

const familyOf = (address: ipaddr.IPv4 | ipaddr.IPv6): 'ipv4' | 'ipv6' =>
  address instanceof ipaddr.IPv6 ? 'ipv6' : 'ipv4'

/** Returns true if a text is an IP address, or a range such as 10.0.0.0/8. */
export const isAddressOrRange = (text: string): boolean =>
  text.includes('/') ? ipaddr.isValidCIDR(text) : isIP(text) !== 0

const listOf = (proxies: readonly string[]): BlockList => {
  const list = new BlockList()
  for (const text of proxies) {
    if (text.includes('/')) {
      const [address, bits] = ipaddr.parseCIDR(text)
      list.addSubnet(address.toString(), bits, familyOf(address))
    } else {
      const address = ipaddr.process(text)
      list.addAddress(address.toString(), familyOf(address))
    }
  }
  return list
}

/**
 * Returns the address of an `X-Forwarded-For` entry, which may include a port: `192.0.2.7:4711`, `[2001:db8::7]:4711`.
 */
const addressIn = (entry: string): string | undefined => {
  const bare = /^\[(.*)\](?::\d+)?$/.exec(entry)?.[1] ?? /^([\d.]+):\d+$/.exec(entry)?.[1] ?? entry
  return isIP(bare) === 0 ? undefined : bare
}

/** Returns all entries of `X-Forwarded-For`, across its header lines. */
const forwardedIn = (lines: string[]): string[] =>
  lines.flatMap((value, at) =>
    at % 2 === 1 && lines[at - 1]?.toLowerCase() === 'x-forwarded-for' ? value.split(',') : []
  )

/**
 * Creates the resolver of client addresses.
 *
 * @param proxies addresses or ranges of trusted proxies
 * @param noticed.unnamedProxy called for each request that came through a proxy that is not configured
 */
export const clientAddresses = (
  proxies: readonly string[],
  noticed: { unnamedProxy: (address: string) => void } = { unnamedProxy: () => undefined }
): ClientAddresses => {
  const list = listOf(proxies)
  const isProxy = (text: string): boolean => {
    if (proxies.length === 0 || !ipaddr.isValid(text)) return false
    const address = ipaddr.process(text)
    return list.check(address.toString(), familyOf(address))
  }
  const lastForwarded = ({ rawHeaders }: Caller): string | undefined => {
    const said = forwardedIn(rawHeaders).map(entry => entry.trim())
    const last = said.findLast(entry => !isProxy(addressIn(entry) ?? ''))
    return last === undefined ? undefined : addressIn(last)
  }
  return {
    isProxy,
    of: request => {
      const peer = request.socket.remoteAddress
      return peer === undefined || !isProxy(peer) ? peer : lastForwarded(request)
    },
    claimed: request => {
      const peer = request.socket.remoteAddress
      if (peer === undefined) return undefined
      if (isProxy(peer)) return lastForwarded(request)
      const forwarded = isInside(peer) ? lastForwarded(request) : undefined
      if (forwarded === undefined) return peer
      noticed.unnamedProxy(peer)
      return forwarded
    }
  }
}
