import type { Caller, ClientAddresses } from './client-address.ts'
import { isInside, networkOf } from './client-network.ts'

/** Maximum number of cached addresses with their networks. */
const MOST_REMEMBERED = 10_000

/**
 * The network whose requests are counted together, or null where senders cannot be told apart: those with an address from
 * inside, which may be a proxy or a tunnel that was not named, and those of whom a named proxy says nothing.
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
