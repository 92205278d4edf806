import { Socket } from 'node:net'
import { type Millis, SECOND } from '@hookwright/model'

/** Time and bytes for which a sender is read on that has got its last answer. */
const MOST_TIME: Millis = 3 * SECOND
const MOST_BYTES = 2 * 1_048_576
const LOOK: Millis = 25
/** Senders that are read on at once: with more of them that would cost more than an attacker pays. */
const MOST_AT_ONCE = 64

/**
 * Closes a connection whose sender may still send. `announced` is the length of the body that it announced; 0 for one that is
 * not known.
 */
export type EndLingering = (socket: Socket, announced?: number) => void

/** True for a body that is longer than what is read of it in the end: to read a part of it helps nobody. */
export const isBeyondReading = (announced: number): boolean => announced > MOST_BYTES

/**
 * Closes connections after the written data, but reads and discards input for a while (RFC 9112, 9.6): a connection that is
 * closed with unread bytes is reset, and its sender may never see the answer. A sender that announced more than is read is
 * not read at all: it sees the answer as long as it does not wait until it has sent everything.
 */
export const createLinger = (): EndLingering => {
  let lingering = 0
  return (socket, announced = 0) => {
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
    if (isBeyondReading(announced)) socket.pause()
    else socket.resume()
  }
}
