import ipaddr from 'ipaddr.js'

/** Azure's platform address, reachable from each of its machines and outside all special ranges. */
const WIRE_SERVER = '168.63.129.16'

/**
 * IPv6 range for public use (RFC 4291, IANA). All other ranges, including embedded IPv4 addresses, are
 * refused.
 */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * Returns true for a public IP address. Returns false for loopback, private, link-local, carrier-grade NAT,
 * multicast, reserved and translated addresses, for IPv4 addresses embedded in IPv6, and for invalid
 * addresses.
 */
export const isPublicAddress = (address: string): boolean => {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  return parsed instanceof ipaddr.IPv6 ? parsed.match(globalUnicast) : parsed.toString() !== WIRE_SERVER
}
