import type { Socket } from 'node:net'
import {
  type FastPathAnswers,
  type FastPathConnection,
  type FastPathRules,
  openFastPathConnection
} from './fast-path-connection.ts'

/** Fast path for TCP connections that carry only single-segment requests. */
export interface FastPath {
  /** Takes a new TCP connection and serves its requests. */
  enter: (socket: Socket) => void
  /** Sets the handler; until then all connections use the fallback. */
  answerBy: (answers: FastPathAnswers) => void
  /** Closes connections after their pending responses. A new connection may still send one request. */
  shut: () => void
  /** Closes connections after their pending responses; resolves when none is left. */
  drain: () => Promise<void>
  /** Destroys all connections. */
  close: () => void
}

/**
 * Creates the fast path, which parses single-segment requests and responds without the overhead of node:http.
 * When another kind of segment arrives, it passes the connection to node:http permanently, with that segment
 * unread.
 */
export const createFastPath = (
  params: Pick<FastPathRules, 'patience' | 'mostRequests' | 'date' | 'fallback' | 'endLingering'>
): FastPath => {
  const connections = new Set<FastPathConnection>()
  let answers: FastPathAnswers | null = null
  let isShut = false
  let drained = (): void => {}
  const rules = {
    ...params,
    isShut: () => isShut,
    onGone: (connection: FastPathConnection) => {
      connections.delete(connection)
      if (connections.size === 0) drained()
    }
  }
  return {
    enter: socket => {
      if (answers === null || isShut) params.fallback(socket)
      else connections.add(openFastPathConnection(socket, { ...rules, answers }))
    },
    answerBy: those => {
      answers = those
    },
    shut: () => {
      isShut = true
      for (const connection of connections) connection.shut()
    },
    drain: () =>
      new Promise(resolve => {
        isShut = true
        drained = resolve
        for (const connection of connections) connection.drain()
        if (connections.size === 0) resolve()
      }),
    close: () => {
      for (const connection of connections) connection.destroy()
    }
  }
}
