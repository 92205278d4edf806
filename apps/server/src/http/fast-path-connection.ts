import type { Socket } from 'node:net'
import { type Millis, SECOND } from '@hookwright/model'
import type { EndLingering } from './linger.ts'
import { readSingleSegmentRequest, type SingleSegmentRequest } from './single-segment-request.ts'
import { textOf, type Written } from './written.ts'

/** Handler of single-segment requests. `isFor` returns true for the URLs that it answers. */
export interface FastPathAnswers {
  isFor: (url: string) => boolean
  /** Responds once, synchronously or later. `peer` is the remote address of the connection. */
  listener: (
    request: SingleSegmentRequest,
    peer: string | undefined,
    reply: (written: Written) => void
  ) => void
}

/** Handler, timeouts and limits of a TCP connection whose requests are read without node:http. */
export interface FastPathRules {
  answers: FastPathAnswers
  /** Idle timeouts of the connection: `first` until its first request, `next` from then on. */
  patience: { first: Millis; next: Millis }
  /** Maximum number of requests on a connection. */
  mostRequests: number
  /** Returns the value of the Date header for a response. */
  date: () => string
  /** Returns true if the connection must close once its received requests are answered. */
  isShut: () => boolean
  /** Passes the unread socket to node:http. */
  fallback: (socket: Socket) => void
  endLingering: EndLingering
  /** Called when the connection is closed or handed to node:http. */
  onGone: (connection: FastPathConnection) => void
}

/** TCP connection whose single-segment requests are read without node:http. */
export interface FastPathConnection {
  /** Closes the connection if it has already served a request and no response is pending. */
  shut: () => void
  /** Closes the connection if no response is pending. */
  drain: () => void
  /** Destroys the connection. */
  destroy: () => void
}

/**
 * State of a connection. `early` has bytes of the next request, which arrived before the current response.
 */
type ConnectionState =
  | { is: 'free' }
  | { is: 'asked'; early: Buffer | null }
  /** Paused until the sender has read its responses. */
  | { is: 'full' }
  /** Closed, or handed to node:http. */
  | { is: 'left' }

/** Extra time before an idle connection is closed, as in node:http. */
const GRACE: Millis = SECOND

const free: ConnectionState = { is: 'free' }
const left: ConnectionState = { is: 'left' }

/** Serves the single-segment requests of a connection, one after another. */
export const openFastPathConnection = (socket: Socket, rules: FastPathRules): FastPathConnection => {
  const { answers, patience, mostRequests } = rules
  const keepAlive = { seconds: Math.floor(patience.next / SECOND), most: mostRequests }
  let standing: ConnectionState = free
  let asked = 0
  /** True once the client has half-closed the connection. */
  let hasEnded = false

  const take = (piece: Buffer): void => {
    if (standing.is === 'left') return
    if (standing.is === 'asked') {
      standing = { is: 'asked', early: piece }
      socket.pause()
      return
    }
    const plain = readSingleSegmentRequest(piece)
    if (plain === null || !answers.isFor(plain.url)) {
      leave(piece)
      return
    }
    standing = { is: 'asked', early: null }
    asked++
    if (asked === 1) socket.setTimeout(patience.next + GRACE)
    answers.listener(plain, socket.remoteAddress, reply)
  }

  const reply = (written: Written): void => {
    if (standing.is !== 'asked') return
    const { early } = standing
    const isLast = early === null && (hasEnded || rules.isShut())
    const closes = isLast || written.closes || asked >= mostRequests
    const text = textOf(written, { keepAlive: closes ? null : keepAlive, date: rules.date() })
    const hasRoom = socket.write(text, written.body === '' ? 'latin1' : 'utf8')
    if (closes) end(early !== null)
    else if (!hasRoom) {
      standing = { is: 'full' }
      socket.pause().once('drain', () => goOn(early))
    } else if (early === null) standing = free
    else goOn(early)
  }

  const goOn = (early: Buffer | null): void => {
    if (standing.is === 'left') return
    standing = free
    socket.resume()
    if (early !== null) take(early)
    else if (hasEnded || rules.isShut()) end()
  }

  /** Closes the connection after the written data; later bytes are not read as requests. */
  const end = (hasUnread = false): void => {
    standing = left
    if (hasUnread) rules.endLingering(socket)
    else socket.destroySoon()
  }

  const leave = (unread: Buffer): void => {
    // What has ended gives its unread bytes to nobody else.
    if (hasEnded) {
      end()
      return
    }
    standing = left
    rules.onGone(connection)
    socket.setTimeout(0)
    listen('off')
    socket.pause()
    rules.fallback(socket)
    // node:http reads on at 'resume', and pauses the socket for a body that nobody reads: a pause ahead of that would be undone.
    socket.once('resume', () => socket.unshift(unread)).resume()
  }

  const noteEnd = (): void => {
    hasEnded = true
    if (standing.is === 'free') end()
  }
  const giveUp = (): void => {
    if (standing.is !== 'asked') socket.destroy()
  }
  const noteClose = (): void => rules.onGone(connection)
  // A sender that is gone is no news; the connection closes behind it.
  const ignore = (): void => undefined

  const listen = (verb: 'on' | 'off'): void => {
    socket[verb]('data', take)[verb]('end', noteEnd)[verb]('timeout', giveUp)[verb]('error', ignore)
    socket[verb]('close', noteClose)
  }
  const connection: FastPathConnection = {
    shut: () => {
      if (standing.is === 'free' && asked > 0) end()
    },
    drain: () => {
      if (standing.is === 'free') end()
    },
    destroy: () => socket.destroy()
  }
  socket.setTimeout(patience.first)
  listen('on')
  return connection
}
