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
  answerWith: (answers: PlainAnswers) => void
  /** Ends connections on which nothing is asked, and the others behind their next answer. */
  shut: () => void
  /** Cuts all of them off. */
  close: () => void
}

/** What can be done about a connection from outside. */
interface Entered {
  shut: () => void
  socket: Socket
}

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
  const keepAlive = Math.floor(patience.next / SECOND)
  const entered = new Set<Entered>()
  let answers: PlainAnswers | null = null
  let isShut = false

  const enter = (socket: Socket): void => {
    if (answers === null || isShut) {
      longWay(socket)
      return
    }
    const { isFor, listener } = answers
    let asked = 0
    let isAsking = false
    let isLast = false
    /** What came while an answer was awaited. */
    let early: Buffer | null = null

    const take = (piece: Buffer): void => {
      if (isLast) return
      if (isAsking) {
        early = early === null ? piece : Buffer.concat([early, piece])
        socket.pause()
        return
      }
      const plain = readPlain(piece)
      if (plain === null || !isFor(plain.url)) {
        leave(piece)
        return
      }
      isAsking = true
      asked++
      if (asked === 1) socket.setTimeout(patience.next)
      listener(plain, socket.remoteAddress, reply)
    }

    const reply = (written: Written): void => {
      const ends = isLast || written.closes || asked >= mostRequests
      const text = textOf(written, { keepAlive: ends ? null : keepAlive, date: date() })
      const encoding = written.body === '' ? 'latin1' : 'utf8'
      isAsking = false
      if (ends) {
        isLast = true
        socket.end(text, encoding)
      } else if (!socket.write(text, encoding)) socket.pause().once('drain', goOn)
      else if (early !== null) goOn()
    }

    const goOn = (): void => {
      const piece = early
      early = null
      socket.resume()
      if (piece !== null) take(piece)
    }

    const leave = (unread: Buffer): void => {
      entered.delete(one)
      socket.setTimeout(0)
      listen('off')
      socket.pause()
      socket.unshift(unread)
      longWay(socket)
      socket.resume()
    }

    const shut = (): void => {
      isLast = true
      if (!isAsking) socket.end()
    }

    const giveUp = (): void => {
      if (!isAsking) socket.destroy()
    }
    const forget = (): void => {
      entered.delete(one)
    }
    // A sender that is gone is no news; the connection closes behind it.
    const ignore = (): void => undefined

    // A sender that says no more may still hear.
    const listen = (verb: 'on' | 'off'): void => {
      socket[verb]('data', take)[verb]('end', shut)[verb]('timeout', giveUp)[verb]('error', ignore)
      socket[verb]('close', forget)
    }
    const one: Entered = { shut, socket }
    entered.add(one)
    socket.setTimeout(patience.first)
    listen('on')
  }

  return {
    enter,
    answerWith: given => {
      answers = given
    },
    shut: () => {
      isShut = true
      for (const one of entered) one.shut()
    },
    close: () => {
      for (const { socket } of entered) socket.destroy()
    }
  }
}
