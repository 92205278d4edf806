import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { type EndLingering, isTooLongToRead } from './linger.ts'

/** Handles the requests of each connection one at a time, and answers malformed HTTP. */
export interface RequestOrder {
  /** Registers a connection before node:http reads from it. */
  adopt: (socket: Socket) => void
  /** Handles a request after node:http has read its head. */
  request: RequestListener
  /** Handles a malformed request or a timeout. */
  refuse: (error: NodeJS.ErrnoException, socket: Socket) => void
}

/** Requests of one TCP connection, in order of arrival. */
interface Line {
  request: IncomingMessage
  response: ServerResponse
  waiting: [IncomingMessage, ServerResponse][]
  /** Response to a malformed request, sent after the pending responses. */
  refusal: string | null
}

/** HTTP statuses by error code of node:http. All other codes get 400. */
const statuses: Record<string, number> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408
}

const refusalOf = ({ code = '' }: NodeJS.ErrnoException): string => {
  const status = statuses[code] ?? 400
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\n\r\n`
}

/** Rewrites an absolute-form target to origin form with its host (RFC 9112, 3.2.2). */
const readTarget = (request: IncomingMessage): void => {
  const [, host, path] = /^https?:\/\/([^/?]+)(.*)$/i.exec(request.url ?? '') ?? []
  if (host === undefined || path === undefined) return
  request.url = path.startsWith('/') ? path : `/${path}`
  request.headers.host = host
}

/**
 * Serializes the requests of each connection. Each request is handled after the response to the previous
 * request. No request is handled after a response that closes the connection (RFC 9112, 9.6). Malformed HTTP
 * is refused after the responses to earlier requests.
 */
export const createRequestOrder = (answer: RequestListener, endLingering: EndLingering): RequestOrder => {
  const lines = new WeakMap<Socket, Line>()
  /** TCP connections on which no further requests are handled. */
  const closing = new WeakSet<Socket>()

  const handOver = (socket: Socket, line: Line): void => {
    line.response.once('close', () => goOn(socket, line))
    answer(line.request, line.response)
  }

  const goOn = (socket: Socket, line: Line): void => {
    if (!line.response.shouldKeepAlive || socket.destroyed) {
      closing.add(socket)
      return
    }
    const next = line.waiting.shift()
    if (next !== undefined) {
      ;[line.request, line.response] = next
      handOver(socket, line)
      return
    }
    lines.delete(socket)
    if (line.refusal !== null) end(socket, line.refusal)
  }

  const end = (socket: Socket, refusal: string): void => {
    closing.add(socket)
    socket.write(refusal)
    endLingering(socket)
  }

  /**
   * Returns true if the request is complete and no other request waits. The client then has nothing left to
   * send and can read the response.
   */
  const isReadThrough = ({ request, waiting }: Line): boolean => request.complete && waiting.length === 0

  return {
    adopt: socket => {
      const destroySoon = socket.destroySoon.bind(socket)
      // Called by node:http behind an answer that closes the connection.
      socket.destroySoon = () => {
        const line = lines.get(socket)
        if (line === undefined || isReadThrough(line)) return destroySoon()
        closing.add(socket)
        const announced = Number(line.request.headers['content-length'] ?? 0)
        if (!isTooLongToRead(announced)) line.request.resume()
        endLingering(socket, announced)
      }
    },
    request: (request, response) => {
      const { socket } = request
      if (closing.has(socket)) return
      readTarget(request)
      const line = lines.get(socket)
      if (line !== undefined) {
        line.waiting.push([request, response])
        return
      }
      const first = { request, response, waiting: [], refusal: null }
      lines.set(socket, first)
      handOver(socket, first)
    },
    refuse: (error, socket) => {
      if (closing.has(socket)) return
      if (error.code === 'ECONNRESET' || !socket.writable) {
        socket.destroy()
        return
      }
      const line = lines.get(socket)
      if (line === undefined) return end(socket, refusalOf(error))
      const [last] = line.waiting.at(-1) ?? []
      // A request with a mistake in it is not answered otherwise.
      if (last !== undefined && !last.complete) line.waiting.pop()
      if (line.request.complete) line.refusal ??= refusalOf(error)
      else if (line.response.headersSent) socket.destroy()
      else end(socket, refusalOf(error))
    }
  }
}
