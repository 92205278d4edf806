import ipaddr from 'ipaddr.js'

/** Azure answers for each of its machines here, and no special range says so. */
const WIRE_SERVER = '168.63.129.16'

/** The one part of IPv6 that is given out for public use (RFC 4291, IANA); the rest includes old IPv4 in disguise. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * True for an IP address that anyone may have on the internet: false for loopback, private, link-local, carrier-grade
 * NAT, multicast, reserved and translated ones, for IPv4 addresses in IPv6 clothes, and for what is no address.
 */
export const isPublicAddress = (address: string): boolean => {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  return parsed instanceof ipaddr.IPv6 ? parsed.match(globalUnicast) : parsed.toString() !== WIRE_SERVER
}
