import type { IncomingMessage } from 'node:http'

/** Reason why a body was not read completely: over the limit, no room, or aborted by its sender. */
export type Unread = 'too-large' | 'no-room' | 'gone'

/** Limits of a body. */
interface Limits {
  /** Maximum size in bytes. */
  most: number
  /** Called with the size of each part. Returns false when there is no room for it. */
  hold: (bytes: number) => boolean
}

/**
 * Function that reads the whole body of a request and calls `done` once. A body that is too large or has no
 * room is reported immediately, and its remaining bytes are discarded.
 */
export type WholeBodyReader = (limits: Limits, done: (body: Buffer | Unread) => void) => void

/** Reads a body that has arrived completely. */
export const readBufferedBody =
  (body: Buffer): WholeBodyReader =>
  ({ most, hold }, done) => {
    if (body.length > most) done('too-large')
    else done(hold(body.length) ? body : 'no-room')
  }

/** Reads the body of a node:http request as it arrives. */
export const readWhole = (
  request: IncomingMessage,
  params: Limits,
  done: (body: Buffer | Unread) => void
): void => {
  const chunks: Buffer[] = []
  let size = 0
  let isTold = false
  const tellOnce = (body: Buffer | Unread): void => {
    if (isTold) return
    isTold = true
    done(body)
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
    if (size > params.most) give('too-large')
    else if (!params.hold(chunk.length)) give('no-room')
    else chunks.push(chunk)
  })
  request.on('end', () => {
    const [only] = chunks
    tellOnce(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks))
  })
  // Comes behind every error, of which Node tells nobody where nobody listens.
  request.on('close', () => tellOnce('gone'))
}
