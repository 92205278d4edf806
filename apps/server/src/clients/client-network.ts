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
