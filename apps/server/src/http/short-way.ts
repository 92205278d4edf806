import type { Socket } from 'node:net'
import {
  openPlainConnection,
  type PlainAnswers,
  type PlainConnection,
  type PlainRules
} from './plain-connection.ts'

/** The way of connections on which plain requests come, for as long as nothing else does. */
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

/**
 * Reads what comes on a connection as plain requests and writes their answers, without the streams and objects of node:http
 * in between. At the first piece that is anything else it hands the connection over for good, with that piece unread.
 */
export const createShortWay = (
  given: Pick<PlainRules, 'patience' | 'mostRequests' | 'date' | 'longWay' | 'endLingering'>
): ShortWay => {
  const connections = new Set<PlainConnection>()
  let answers: PlainAnswers | null = null
  let isShut = false
  const rules = {
    ...given,
    isShut: () => isShut,
    onGone: (connection: PlainConnection) => void connections.delete(connection)
  }
  return {
    enter: socket => {
      if (answers === null || isShut) given.longWay(socket)
      else connections.add(openPlainConnection(socket, { ...rules, answers }))
    },
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
