import { createServer as createPlain, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecure } from 'node:https'
import type { Socket } from 'node:net'
import { DAY } from '@hookwright/model'
import { type Certificate, makeCertificate } from '../testing/certificate.ts'
import type { TestTime } from './test-time.ts'

/** HTTP methods that the service supports. */
export type Method = 'GET' | 'POST' | 'DELETE'

/** Request that the faulty service received, with functions for answering it correctly or incorrectly. */
export interface FaultyRequest {
  method: string
  path: string
  /** Event URL in the body of a subscription request. */
  eventUrl: string
  token: string
  /** Raw socket of the connection, for bytes that no HTTP server would write. */
  socket: Socket
  response: ServerResponse
  /** Executes the request and returns a correct response. */
  does: () => { status: number; json: string }
  /** Sends a response. */
  answers: (answer: { status: number; json: string }) => void
  /** Reports that nothing more happens until the test advances the time. */
  holds: () => void
  time: TestTime
}

/** Function that handles a request incorrectly. */
export type Manner = (asked: FaultyRequest) => void

/** Certificate that the service presents. */
export type Shown = 'good' | 'expired' | 'for another name' | 'signed by itself'

/** Way in which the service is reached: by its address, by a host name, only over IPv6, or over TLS. */
export type ServiceTransport = 'plain' | 'by name' | 'by IPv6' | 'by TLS'

/** A real service on loopback with a webhook API, which can be made to misbehave. */
export interface BadService {
  origin: string
  /** Resolves the service's host name. */
  addresses: () => Promise<{ address: string; family: number }[]>
  authorities: string
  /** Sets the faulty handler for an HTTP method. */
  behave: (method: Method, manner: Manner) => void
  /** Restores correct behaviour. */
  mend: () => void
  show: (certificate: Shown) => void
  /** Switches to HTTP/2 only. */
  speakHttp2: () => void
  /** Replaces the DNS lookup of the service's host name. */
  nameIs: (addresses: BadService['addresses']) => void
  /** Stops listening. */
  leave: () => Promise<void>
  /** Returns the Event URLs that are subscribed at the service. */
  urls: () => string[]
  /** Returns true while no response can be sent until the test advances the time. */
  isHolding: () => boolean
  /** Returns the number of open connections. */
  sockets: () => number
  close: () => Promise<void>
}

const HOST = 'acme.example'

const read = async (request: IncomingMessage): Promise<string> => {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += chunk
  return text
}

const certificatesNow = (now: number): { authority: Certificate; shown: Record<Shown, Certificate> } => {
  const authority = makeCertificate({ name: 'Acme Authority', from: now - DAY, until: now + DAY })
  const good = { name: HOST, from: now - DAY, until: now + DAY }
  return {
    authority,
    shown: {
      good: makeCertificate({ ...good, issuer: authority }),
      expired: makeCertificate({ ...good, until: now - DAY / 2, issuer: authority }),
      'for another name': makeCertificate({ ...good, name: 'other.example', issuer: authority }),
      'signed by itself': makeCertificate(good)
    }
  }
}

export const startBadService = async (time: TestTime, reached: ServiceTransport): Promise<BadService> => {
  const hooks = new Map<string, string>()
  const manners = new Map<string, Manner>()
  const sockets = new Set<Socket>()
  const holding = new Set<Socket>()
  const { authority, shown } = certificatesNow(Date.now())
  let speaksHttp1 = true
  let made = 0

  const act = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await read(request)
    const { method = '', url: path = '', socket } = request
    const { url: eventUrl = '', token = '' }: { url?: string; token?: string } =
      body === '' ? {} : JSON.parse(body)
    const asked: FaultyRequest = {
      method,
      path,
      eventUrl,
      token,
      socket,
      response,
      does: () => {
        if (method === 'GET') return { status: 200, json: '{"account":"Acme"}' }
        if (method === 'POST') {
          const id = `hook${++made}`
          hooks.set(id, eventUrl)
          return { status: 201, json: JSON.stringify({ id }) }
        }
        return { status: hooks.delete(path.split('/').at(-1) ?? '') ? 204 : 404, json: '' }
      },
      answers: ({ status, json }) => {
        holding.delete(socket)
        // What turns bad before it is asked is met by those who connect again.
        const closing = reached === 'plain' ? {} : { connection: 'close' }
        response.writeHead(status, { 'content-type': 'application/json', ...closing })
        response.end(json)
      },
      holds: () => {
        if (!socket.destroyed) holding.add(socket)
      },
      time
    }
    const manner = manners.get(method)
    if (manner === undefined) asked.answers(asked.does())
    else manner(asked)
  }

  const take = (request: IncomingMessage, response: ServerResponse): void => {
    // A client that goes away while it sends is no fault of the service.
    act(request, response).catch(() => request.socket.destroy())
  }
  const server =
    reached === 'by TLS'
      ? createSecure(
          {
            ...shown.good,
            ALPNCallback: ({ protocols }) => protocols.find(name => (name === 'h2') !== speaksHttp1)
          },
          take
        )
      : createPlain(take)
  server.on('connection', socket => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  server.on('request', ({ socket }) => {
    holding.delete(socket)
    socket.on('error', () => {}).on('close', () => holding.delete(socket))
  })
  const host = reached === 'by IPv6' ? '::1' : '127.0.0.1'
  await new Promise<void>(resolve => server.listen(0, host, resolve))
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  let addresses: BadService['addresses'] = async () => [{ address: host, family: host === '::1' ? 6 : 4 }]
  const leave = (): Promise<void> =>
    new Promise(resolve => {
      server.close(() => resolve())
      server.closeAllConnections()
    })

  return {
    origin: `${reached === 'by TLS' ? 'https' : 'http'}://${reached === 'plain' ? host : HOST}:${port}`,
    addresses: () => addresses(),
    authorities: authority.cert,
    behave: (method, manner) => void manners.set(method, manner),
    mend: () => manners.clear(),
    show: which => {
      if ('setSecureContext' in server) server.setSecureContext(shown[which])
    },
    speakHttp2: () => {
      speaksHttp1 = false
    },
    nameIs: params => {
      addresses = params
    },
    leave,
    urls: () => [...hooks.values()],
    isHolding: () => holding.size > 0,
    sockets: () => sockets.size,
    close: async () => {
      if (server.listening) await leave()
    }
  }
}
