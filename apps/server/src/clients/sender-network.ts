import type { Caller, ClientAddresses } from './client-address.ts'
import { isInside, networkOf } from './client-network.ts'

/** Maximum number of cached addresses with their networks. */
const MOST_REMEMBERED = 10_000

/**
 * Returns a function that returns the network under which a request is counted. It returns null if senders
 * cannot be distinguished: for private addresses, which may belong to an unconfigured proxy or tunnel, and if
 * a configured proxy sends no address.
 */
export const senderNetworks = (addresses: ClientAddresses): ((request: Caller) => string | null) => {
  const remembered = new Map<string, string | null>()
  return request => {
    const address = addresses.of(request)
    if (address === undefined) return null
    const known = remembered.get(address)
    if (known !== undefined) return known
    const network = isInside(address) ? null : networkOf(address)
    if (remembered.size >= MOST_REMEMBERED) remembered.clear()
    remembered.set(address, network)
    return network
  }
}
