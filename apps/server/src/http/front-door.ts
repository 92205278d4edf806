import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Fault, type Millis, SECOND } from '@hookwright/model'

/** An HTTP server that listens. */
export interface FrontDoor {
  /** Where it can be reached on this machine. */
  url: string
  /** Says who answers; requests that came before that have waited and are answered now. */
  answerWith: (listener: RequestListener) => void
  /** Takes no more connections; requests on those that there are go on. */
  shut: () => void
  /** Cuts off what is still under way; resolves when nothing is left. */
  close: () => Promise<void>
}

/** How long a sender may take for the head and for the whole of a request, and how often that is looked at. */
export interface Patience {
  headers: Millis
  request: Millis
  check: Millis
}

const PATIENCE: Patience = { headers: 10 * SECOND, request: 20 * SECOND, check: 2 * SECOND }

/** Node's own walls against slow and endless senders. */
const harden = (server: Server): void => {
  server.keepAliveTimeout = 5 * SECOND
  server.maxRequestsPerSocket = 1_000
  // Node would drop the lines beyond a limit without a word; the size of the head bounds them already.
  server.maxHeadersCount = 0
  server.maxConnections = 2_000
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

/** Listens, and lets requests wait until it is said who answers them. Throws `environment.port-taken`. */
export const openFrontDoor = async (given: {
  port: number
  host: string
  /** Shorter in tests. */
  patience?: Patience
}): Promise<FrontDoor> => {
  const { headers, request, check } = given.patience ?? PATIENCE
  const server = createServer({
    maxHeaderSize: 16_384,
    insecureHTTPParser: false,
    headersTimeout: headers,
    requestTimeout: request,
    connectionsCheckingInterval: check
  })
  harden(server)
  const waiting: Parameters<RequestListener>[] = []
  let closed: Promise<void> | null = null
  let answer: RequestListener = (...request) => {
    waiting.push(request)
  }
  server.on('request', (request, response) => {
    // A connection that is kept open would go on asking a server that closes.
    if (closed !== null) response.setHeader('connection', 'close')
    answer(request, response)
  })
  const url = await listen(server, given.port, given.host)

  const shut = (): Promise<void> => {
    closed ??= new Promise(resolve => {
      server.close(() => resolve())
    })
    return closed
  }

  return {
    url,
    answerWith: listener => {
      answer = listener
      for (const request of waiting.splice(0)) listener(...request)
    },
    shut,
    close: async () => {
      const all = shut()
      server.closeAllConnections()
      await all
    }
  }
}
