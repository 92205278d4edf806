import type { Socket } from 'node:net'
import { type Millis, SECOND } from '@hookwright/model'

/** Time and bytes for which a sender is read on that has got its last answer. */
const MOST_TIME: Millis = 3 * SECOND
const MOST_BYTES = 4 * 1_048_576
const LOOK: Millis = 100

/**
 * Ends a connection behind what was written, but reads on for a while and throws away what comes (RFC 9112, 9.6): a
 * connection that is closed with unread bytes is reset, and its sender may never see the answer.
 */
export const endLingering = (socket: Socket): void => {
  if (socket.destroyed) return
  const before = socket.bytesRead
  let left = MOST_TIME / LOOK
  const look = setInterval(() => {
    left--
    if (left <= 0 || socket.bytesRead - before > MOST_BYTES) socket.destroy()
  }, LOOK)
  look.unref()
  socket.once('close', () => clearInterval(look))
  // Both sides have ended then.
  socket.once('end', () => socket.destroy())
  socket.end()
  socket.resume()
}
