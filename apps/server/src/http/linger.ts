import { Socket } from 'node:net'
import { type Millis, SECOND } from '@hookwright/model'

/** Time and bytes for which a sender is read on that has got its last answer. */
const MOST_TIME: Millis = 3 * SECOND
const MOST_BYTES = 2 * 1_048_576
const LOOK: Millis = 25
/** Senders that are read on at once: with more of them that would cost more than an attacker pays. */
const MOST_AT_ONCE = 64

/** Ends connections whose senders may still send. */
export type EndLingering = (socket: Socket) => void

/**
 * Ends connections behind what was written, but reads on for a while and throws away what comes (RFC 9112, 9.6): a
 * connection that is closed with unread bytes is reset, and its sender may never see the answer.
 */
export const createLinger = (): EndLingering => {
  let lingering = 0
  return socket => {
    if (socket.destroyed) return
    if (lingering >= MOST_AT_ONCE) {
      Socket.prototype.destroySoon.call(socket)
      return
    }
    lingering++
    const before = socket.bytesRead
    let left = MOST_TIME / LOOK
    const look = setInterval(() => {
      left--
      if (left <= 0 || socket.bytesRead - before > MOST_BYTES) socket.destroy()
    }, LOOK)
    look.unref()
    socket.once('close', () => {
      clearInterval(look)
      lingering--
    })
    // Both sides have ended then.
    socket.once('end', () => socket.destroy())
    socket.end()
    socket.resume()
  }
}
