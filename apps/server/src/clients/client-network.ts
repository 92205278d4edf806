import ipaddr from 'ipaddr.js'

/**
 * Returns the network by which attempts and requests are counted. An IPv4 address counts alone, an IPv6 address by its
 * first 64 bits, since one customer of a provider has at least that many addresses. Invalid addresses count as one
 * network.
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

/** Ranges of non-public addresses, named as in ipaddr.js. */
const inside = ['loopback', 'private', 'linkLocal', 'carrierGradeNat', 'uniqueLocal']

/**
 * Returns true for addresses where an unconfigured proxy or tunnel may be: on this machine, in a container, on a nearby
 * host, or unknown.
 */
export const isInside = (address: string | undefined): boolean =>
  address === undefined || !ipaddr.isValid(address) || inside.includes(ipaddr.process(address).range())
