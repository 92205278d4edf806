import ipaddr from 'ipaddr.js'

/**
 * Returns the network by which attempts and requests are counted. It is the whole IPv4 address, or the first
 * 64 bits of an IPv6 address, since each customer of a provider has at least 2^64 IPv6 addresses. All invalid
 * addresses count as one network.
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

/** Ranges of non-public addresses, by their names in ipaddr.js. */
const inside = ['loopback', 'private', 'linkLocal', 'carrierGradeNat', 'uniqueLocal']

/**
 * Returns true for a private, invalid or missing address. An unconfigured proxy or tunnel may have such an
 * address: on this machine, in a container or on a nearby host.
 */
export const isInside = (address: string | undefined): boolean =>
  address === undefined || !ipaddr.isValid(address) || inside.includes(ipaddr.process(address).range())
