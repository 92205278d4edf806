import type { IncomingMessage } from 'node:http'

/** Reason why a body was not read whole. It is over the limit, there is no room for it, or its sender has aborted it. */
export type Unread = 'too-large' | 'no-room' | 'gone'

/** Limits of a body. */
interface Limits {
  /** The most bytes of it. */
  most: number
  /** Called with each part; false when there is no room for it. */
  hold: (bytes: number) => boolean
}

/**
 * Reads a request's whole body, byte for byte, and tells it once. What is too large, or finds no room, is told as soon as
 * that is known, without keeping more.
 */
export type ReadWhole = (limits: Limits, tell: (body: Buffer | Unread) => void) => void

/** Reads a body that has come whole. */
export const wholeAlready =
  (body: Buffer): ReadWhole =>
  ({ most, hold }, tell) => {
    if (body.length > most) tell('too-large')
    else tell(hold(body.length) ? body : 'no-room')
  }

/** Reads the body of a request of node:http, as it comes. */
export const readWhole = (
  request: IncomingMessage,
  given: Limits,
  tell: (body: Buffer | Unread) => void
): void => {
  const chunks: Buffer[] = []
  let size = 0
  let isTold = false
  const tellOnce = (body: Buffer | Unread): void => {
    if (isTold) return
    isTold = true
    tell(body)
  }
  const give = (why: Unread): void => {
    chunks.length = 0
    request.pause()
    tellOnce(why)
  }
  request.on('data', (chunk: Buffer) => {
    // What still comes of a refused body is thrown away.
    if (isTold) return
    size += chunk.length
    if (size > given.most) give('too-large')
    else if (!given.hold(chunk.length)) give('no-room')
    else chunks.push(chunk)
  })
  request.on('end', () => {
    const [only] = chunks
    tellOnce(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks))
  })
  // Comes behind every error, of which Node tells nobody where nobody listens.
  request.on('close', () => tellOnce('gone'))
}
