import type { Socket } from 'node:net'
import { networkOf } from '../clients/client-network.ts'

/** Limits on the sockets that one network may hold. */
export interface SocketShares {
  /** Counts a socket until it closes; returns false when its network holds too many. */
  enter: (socket: Socket) => boolean
}

/**
 * Shares sockets among networks: one network may hold as many as are still free for all others. So one alone gets half
 * of them, two get three quarters together, and a newcomer always finds room.
 *
 * @param params.isShared recognizes proxies by address, which represent many networks
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
