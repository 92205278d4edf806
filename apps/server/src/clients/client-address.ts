import { BlockList, isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { isInside } from './client-network.ts'

/** Parts of a request that tell where it came from, as node:http has them. */
export interface Caller {
  socket: { remoteAddress?: string | undefined }
  rawHeaders: string[]
}

/** Resolves the client address of requests. Only proxies configured by their own address are trusted. */
export interface ClientAddresses {
  /**
   * The address of whoever sent a request: that of the socket, or, where that is a named proxy, the last address in
   * `X-Forwarded-For` that is none. Undefined when such a proxy does not say.
   */
  of: (request: Caller) => string | undefined
  /**
   * The address that tries of passwords are counted for: also that which a proxy inside says that was not named, so that not
   * all members behind it are refused for what one of them does.
   */
  claimed: (request: Caller) => string | undefined
  /** Returns whether the address is that of a configured proxy. */
  isProxy: (address: string) => boolean
}

const familyOf = (address: ipaddr.IPv4 | ipaddr.IPv6): 'ipv4' | 'ipv6' =>
  address instanceof ipaddr.IPv6 ? 'ipv6' : 'ipv4'

/** Returns whether a text is an IP address, or a range such as 10.0.0.0/8. */
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

/** An entry of `X-Forwarded-For`, which may name a port: `192.0.2.7:4711`, `[2001:db8::7]:4711`. */
const addressIn = (entry: string): string | undefined => {
  const bare = /^\[(.*)\](?::\d+)?$/.exec(entry)?.[1] ?? /^([\d.]+):\d+$/.exec(entry)?.[1] ?? entry
  return isIP(bare) === 0 ? undefined : bare
}

/** All entries of `X-Forwarded-For`, in as many lines as they come. */
const forwardedIn = (lines: string[]): string[] =>
  lines.flatMap((value, at) =>
    at % 2 === 1 && lines[at - 1]?.toLowerCase() === 'x-forwarded-for' ? value.split(',') : []
  )

/**
 * @param proxies addresses, or ranges of them, that speak for whoever sends through them
 * @param noticed.unnamedProxy told of each request that came through a proxy that is not among them
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
