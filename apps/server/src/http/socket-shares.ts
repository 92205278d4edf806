import type { Socket } from 'node:net'
import { networkOf } from '../clients/client-network.ts'

/** Limit on the number of sockets per network. */
export interface SocketShares {
  /** Counts a socket until it closes. Returns false if its network has too many sockets. */
  enter: (socket: Socket) => boolean
}

/**
 * Limits the sockets of each network to the number still free for all other networks. A single network thus
 * gets half of all sockets, and two networks get three quarters together. A new network always finds a free
 * socket.
 *
 * @param params.isShared returns true for the address of a proxy, which represents many networks
 */
export const createSocketShares = (params: {
  most: number
  isShared: (address: string) => boolean
}): SocketShares => {
  const held = new Map<string, number>()
  let all = 0
  return {
    enter: socket => {
      const { remoteAddress } = socket
      const isShared = remoteAddress !== undefined && params.isShared(remoteAddress)
      const network = isShared ? 'proxies' : networkOf(remoteAddress)
      const own = held.get(network) ?? 0
      if (!isShared && own >= params.most - all) return false
      all++
      held.set(network, own + 1)
      socket.once('close', () => {
        all--
        const left = (held.get(network) ?? 1) - 1
        if (left === 0) held.delete(network)
        else held.set(network, left)
      })
      return true
    }
  }
}
