import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { Fault, type Millis, SECOND } from '@hookwright/model'
import { createFastPath } from './fast-path.ts'
import type { FastPathAnswers } from './fast-path-connection.ts'
import { createHttpDate } from './http-date.ts'
import { createLinger } from './linger.ts'
import { createRequestOrder } from './request-order.ts'
import { createSocketShares } from './socket-shares.ts'

/** An HTTP server that listens. */
export interface HttpServer {
  /** URL of the server on this machine. */
  url: string
  /** Sets the handlers; requests that arrived earlier are answered then. `plain` handles single-segment requests. */
  answerWith: (listener: RequestListener, plain: FastPathAnswers) => void
  /** Stops accepting connections. Requests on open connections continue. */
  shut: () => void
  /**
   * Closes all connections without a pending response, including new ones. Resolves when all pending
   * responses on the fast path are sent.
   */
  drain: () => Promise<void>
  /** Aborts requests in progress; resolves when none is left. */
  close: () => Promise<void>
}

/**
 * Timeouts of HTTP requests. `headers` limits the head and `request` the whole request, both checked every
 * `check` milliseconds. `between` is the idle timeout between two requests.
 */
export interface HttpTimeouts {
  headers: Millis
  request: Millis
  check: Millis
  between: Millis
}

const PATIENCE: HttpTimeouts = {
  headers: 10 * SECOND,
  request: 20 * SECOND,
  check: 2 * SECOND,
  between: 5 * SECOND
}

const MOST_REQUESTS = 1_000
// One network may hold half of them: a thousand calls at once from the machine of an open page all have a connection.
const MOST_SOCKETS = 3_000

/** Sets Node's limits against slow and endless senders. */
const harden = (server: Server, patience: HttpTimeouts): void => {
  server.keepAliveTimeout = patience.between
  server.maxRequestsPerSocket = MOST_REQUESTS
  // Node would drop the lines beyond a limit without a word; the size of the head bounds them already.
  server.maxHeadersCount = 0
  server.maxConnections = MOST_SOCKETS
  // A sender that has said all it has to say still gets its answer. Node has this switch since its first version, without a type.
  Object.assign(server, { httpAllowHalfOpen: true })
}

/**
 * Passes new connections of an HTTP server to `enter` instead. Returns a function that gives a connection
 * back to the server.
 */
const interceptConnections = (
  server: Server,
  enter: (socket: Socket) => void
): ((socket: Socket) => void) => {
  const own = server.listeners('connection')
  server.removeAllListeners('connection')
  server.on('connection', enter)
  return socket => {
    for (const listener of own) Reflect.apply(listener, server, [socket])
  }
}

const listen = (server: Server, port: number, host: string): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once('error', (thrown: NodeJS.ErrnoException) => {
      reject(new Fault('environment.port-taken', { port, why: thrown.code ?? thrown.message }, thrown))
    })
    server.listen(port, host, () => {
      const { port: bound, address, family } = server.address() as AddressInfo
      const shown = family === 'IPv6' ? `[${address}]` : address
      resolve(`http://${address === '0.0.0.0' || address === '::' ? '127.0.0.1' : shown}:${bound}`)
    })
  })

/**
 * Starts the server. Requests wait until a handler is set. Single-segment requests use the fast path, all
 * others node:http. Throws `environment.port-taken`.
 */
export const openHttpServer = async (params: {
  port: number
  host: string
  /** Timeouts of requests, which tests shorten. */
  patience?: HttpTimeouts
  clock: () => Millis
  /** Returns true for the address of a configured proxy. By default, there are no proxies. */
  isProxy?: (address: string) => boolean
  /** False if node:http must read every request. By default, single-segment requests use the fast path. */
  fastPath?: boolean
  /** Called for each TCP connection that is accepted. */
  accepted?: () => void
}): Promise<HttpServer> => {
  const { patience = PATIENCE, fastPath = true } = params
  const { headers, request, check } = patience
  const server = createServer({
    maxHeaderSize: 16_384,
    insecureHTTPParser: false,
    headersTimeout: headers,
    requestTimeout: request,
    connectionsCheckingInterval: check
  })
  harden(server, patience)
  const endLingering = createLinger()
  const shares = createSocketShares({ most: MOST_SOCKETS, isShared: params.isProxy ?? (() => false) })
  const nodeListener = interceptConnections(server, socket => {
    params.accepted?.()
    if (shares.enter(socket)) fastConnections.enter(socket)
    else socket.destroy()
  })
  const fallback = (socket: Socket): void => {
    order.adopt(socket)
    nodeListener(socket)
  }
  const fastConnections = createFastPath({
    // What is handed over without a word has the other half, and all of it for its first request.
    patience: { first: headers / 2, next: patience.between },
    mostRequests: MOST_REQUESTS,
    fallback,
    endLingering,
    date: createHttpDate(params.clock)
  })
  const waiting: Parameters<RequestListener>[] = []
  let closed: Promise<void> | null = null
  let answer: RequestListener = (...request) => {
    waiting.push(request)
  }
  const order = createRequestOrder((request, response) => {
    // A connection that is kept open would go on asking a server that closes.
    if (closed !== null) response.shouldKeepAlive = false
    answer(request, response)
  }, endLingering)
  server.on('request', order.request).on('clientError', order.refuse)
  const url = await listen(server, params.port, params.host)

  const shut = (): Promise<void> => {
    closed ??= new Promise(resolve => {
      server.close(() => resolve())
      fastConnections.shut()
    })
    return closed
  }

  return {
    url,
    answerWith: (listener, plain) => {
      answer = listener
      if (fastPath) fastConnections.answerBy(plain)
      for (const request of waiting.splice(0)) listener(...request)
    },
    shut,
    drain: () => {
      void shut()
      server.closeIdleConnections()
      return fastConnections.drain()
    },
    close: async () => {
      const all = shut()
      server.closeAllConnections()
      fastConnections.close()
      await all
    }
  }
}
