import { Socket } from 'node:net'
import { type Millis, SECOND } from '@hookwright/model'

/** Maximum time and bytes for which input is still read after the last response. */
const MOST_TIME: Millis = 3 * SECOND
const MOST_BYTES = 2 * 1_048_576
const LOOK: Millis = 25
/** Maximum number of lingering connections. More would cost the server more than an attacker. */
const MOST_AT_ONCE = 64

/** Closes a connection whose sender may still send. `announced` is the declared body length; 0 if unknown. */
export type EndLingering = (socket: Socket, announced?: number) => void

/** Returns true for a body that is too long to be read to its end. Reading only a part would be useless. */
export const isBeyondReading = (announced: number): boolean => announced > MOST_BYTES

/**
 * Closes connections after the written data, but reads and discards input for a while (RFC 9112, 9.6). Closing with
 * unread bytes resets the connection, and the sender may never see the response. A body declared longer than the limit
 * is not read: its sender sees the response unless it waits until everything is sent.
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
