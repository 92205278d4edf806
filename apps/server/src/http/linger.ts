import { Socket } from 'node:net'
import { type Millis, SECOND } from '@hookwright/model'

/** Maximum time for reading input after the last response. `MOST_BYTES` is the maximum number of bytes. */
const MOST_TIME: Millis = 3 * SECOND
const MOST_BYTES = 2 * 1_048_576
const LOOK: Millis = 25
/** Maximum number of lingering connections. More connections would cost the server more than an attacker. */
const MOST_AT_ONCE = 64

/**
 * Function that closes a connection while its client may still be sending. `announced` is the declared body
 * length; 0 if unknown.
 */
export type EndLingering = (socket: Socket, announced?: number) => void

/** Returns true for a body that is too long to be read to its end. Reading only a part would be useless. */
export const isTooLongToRead = (announced: number): boolean => announced > MOST_BYTES

/**
 * Closes connections after the written data, but still reads and discards input for a while (RFC 9112, 9.6).
 * Closing with unread bytes would reset the connection, and the client might never see the response. A body
 * declared longer than the limit is not read. Its client sees the response only if it reads while sending.
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
    if (isTooLongToRead(announced)) socket.pause()
    else socket.resume()
  }
}
