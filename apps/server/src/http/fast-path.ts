import type { Socket } from 'node:net'
import {
  type FastPathAnswers,
  type FastPathConnection,
  type FastPathRules,
  openFastPathConnection
} from './fast-path-connection.ts'

/** The way of connections on which plain requests come, for as long as nothing else does. */
export interface FastPath {
  /** Takes a new connection over. */
  enter: (socket: Socket) => void
  /** Says who answers; until then all connections go the long way. */
  answerBy: (answers: FastPathAnswers) => void
  /** Ends connections behind what has come on them; one that has asked nothing yet may ask once. */
  shut: () => void
  /** Cuts all of them off. */
  close: () => void
}

/**
 * Reads what comes on a connection as plain requests and writes their answers, without the streams and objects of node:http
 * in between. At the first piece that is anything else it hands the connection over for good, with that piece unread.
 */
export const createFastPath = (
  given: Pick<FastPathRules, 'patience' | 'mostRequests' | 'date' | 'longWay' | 'endLingering'>
): FastPath => {
  const connections = new Set<FastPathConnection>()
  let answers: FastPathAnswers | null = null
  let isShut = false
  const rules = {
    ...given,
    isShut: () => isShut,
    onGone: (connection: FastPathConnection) => void connections.delete(connection)
  }
  return {
    enter: socket => {
      if (answers === null || isShut) given.longWay(socket)
      else connections.add(openFastPathConnection(socket, { ...rules, answers }))
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
