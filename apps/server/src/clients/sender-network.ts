import type { Caller, ClientAddresses } from './client-address.ts'
import { isInside, networkOf } from './client-network.ts'

/** Maximum number of cached addresses with their networks. */
const MOST_REMEMBERED = 10_000

/**
 * Returns a function from a request to the network that it is counted for. Null when senders cannot be told apart:
 * private addresses, which may be an unconfigured proxy or tunnel, and requests for which a configured proxy names no
 * sender.
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
