import ipaddr from 'ipaddr.js'

/**
 * The network that tries and requests are counted for: an IPv4 address alone, an IPv6 address by its first 64 bits, since
 * one customer of a provider has at least that many addresses. What is no address counts as one network.
 */
export const networkOf = (address: string | undefined): string => {
  if (address === undefined || !ipaddr.isValid(address)) return 'unknown'
  const parsed = ipaddr.process(address)
  if (parsed instanceof ipaddr.IPv6) {
    return `${parsed.parts
      .slice(0, 4)
      .map(part => part.toString(16))
      .join(':')}::/64`
  }
  return parsed.toString()
}

/** Ranges of addresses that no sender from outside has, as ipaddr.js names them. */
const inside = ['loopback', 'private', 'linkLocal', 'carrierGradeNat', 'uniqueLocal']

/**
 * Returns true where a proxy or a tunnel that was not named may stand: on this machine, in a container, on a host beside
 * it; and where an address is not known.
 */
export const isInside = (address: string | undefined): boolean =>
  address === undefined || !ipaddr.isValid(address) || inside.includes(ipaddr.process(address).range())
