import type { Socket } from 'node:net'
import { type Millis, SECOND } from '@hookwright/model'
import { type PlainRequest, readPlain } from './plain-request.ts'
import { textOf, type Written } from './written.ts'

/** Answers plain requests, and says which. */
export interface PlainAnswers {
  isFor: (url: string) => boolean
  /** Replies once, now or later. `peer` is the address that the connection comes from. */
  listener: (request: PlainRequest, peer: string | undefined, reply: (written: Written) => void) => void
}

/** The way of a connection on which plain requests come, for as long as nothing else does. */
export interface ShortWay {
  /** Takes a new connection over. */
  enter: (socket: Socket) => void
  /** Says who answers; until then all connections go the long way. */
  answerBy: (answers: PlainAnswers) => void
  /** Ends connections behind what has come on them; one that has asked nothing yet may ask once. */
  shut: () => void
  /** Cuts all of them off. */
  close: () => void
}

/** Where a connection stands. `early` is what came before its turn. */
type Standing =
  | { is: 'free' }
  | { is: 'asked'; early: Buffer | null }
  /** The sender has to read what it was answered before more is taken. */
  | { is: 'full' }
  /** Nothing is read any more, or node:http reads it. */
  | { is: 'left' }

/** What is done about a connection from outside. */
interface Connection {
  shut: () => void
  destroy: () => void
}

/** A sender that uses its connection in the last moment of what was announced finds it open, as node:http has it. */
const GRACE: Millis = SECOND

const free: Standing = { is: 'free' }
const left: Standing = { is: 'left' }

/**
 * Reads what comes on a connection as plain requests and writes their answers, without the streams and objects of node:http
 * in between. At the first piece that is anything else it hands the connection over for good, with that piece unread.
 *
 * @param given.patience how long a connection may say nothing, before its first request and behind each
 * @param given.mostRequests how many a connection may ask
 * @param given.longWay takes a connection on which nothing has been read
 * @param given.date as it is written into answers
 */
export const createShortWay = (given: {
  patience: { first: Millis; next: Millis }
  mostRequests: number
  longWay: (socket: Socket) => void
  date: () => string
}): ShortWay => {
  const { patience, mostRequests, longWay, date } = given
  const keepAlive = { seconds: Math.floor(patience.next / SECOND), most: mostRequests }
  const connections = new Set<Connection>()
  let answers: PlainAnswers | null = null
  let isShut = false

  const enter = (socket: Socket): void => {
    if (answers === null || isShut) {
      longWay(socket)
      return
    }
    const { isFor, listener } = answers
    let standing: Standing = free
    let asked = 0
    /** Its sender says no more, but may still hear. */
    let hasEnded = false

    const take = (piece: Buffer): void => {
      if (standing.is === 'left') return
      if (standing.is === 'asked') {
        standing = { is: 'asked', early: piece }
        socket.pause()
        return
      }
      const plain = readPlain(piece)
      if (plain === null || !isFor(plain.url)) {
        leave(piece)
        return
      }
      standing = { is: 'asked', early: null }
      asked++
      if (asked === 1) socket.setTimeout(patience.next + GRACE)
      listener(plain, socket.remoteAddress, reply)
    }

    const reply = (written: Written): void => {
      if (standing.is !== 'asked') return
      const { early } = standing
      const isLast = early === null && (hasEnded || isShut)
      const closes = isLast || written.closes || asked >= mostRequests
      const text = textOf(written, { keepAlive: closes ? null : keepAlive, date: date() })
      const hasRoom = socket.write(text, written.body === '' ? 'latin1' : 'utf8')
      if (closes) end()
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
      else if (hasEnded || isShut) end()
    }

    /** Ends it behind what was written; what still comes is not read. */
    const end = (): void => {
      standing = left
      socket.destroySoon()
    }

    const leave = (unread: Buffer): void => {
      // What has ended gives its unread bytes to nobody else.
      if (hasEnded) {
        end()
        return
      }
      standing = left
      connections.delete(connection)
      socket.setTimeout(0)
      listen('off')
      socket.pause()
      socket.unshift(unread)
      longWay(socket)
      socket.resume()
    }

    const noteEnd = (): void => {
      hasEnded = true
      if (standing.is === 'free') end()
    }
    const giveUp = (): void => {
      if (standing.is !== 'asked') socket.destroy()
    }
    const forget = (): void => {
      connections.delete(connection)
    }
    // A sender that is gone is no news; the connection closes behind it.
    const ignore = (): void => undefined

    const listen = (verb: 'on' | 'off'): void => {
      socket[verb]('data', take)[verb]('end', noteEnd)[verb]('timeout', giveUp)[verb]('error', ignore)
      socket[verb]('close', forget)
    }
    const connection: Connection = {
      shut: () => {
        if (standing.is === 'free' && asked > 0) end()
      },
      destroy: () => socket.destroy()
    }
    connections.add(connection)
    socket.setTimeout(patience.first)
    listen('on')
  }

  return {
    enter,
    answerBy: those => {
      answers = those
    },
    shut: () => {
      isShut = true
      for (const connection of connections) connection.shut()
    },
    close: () => {
      for (const connection of connections) connection.destroy()
    }
  }
}
