import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSocketServer, type Server, type Socket } from 'node:net'
import type { Credentials } from '@hookwright/backend/outbound'
import type { HttpRequest, HttpResponse } from '@hookwright/engine'
import { Fault } from '@hookwright/model'
import { type GuardedClient, openGuardedClient } from './guarded-client.ts'

/** Request that a service received. */
export interface Received {
  method: string
  url: string
  headers: IncomingMessage['headers']
  body: string
}

/** A real service on loopback. */
export interface Service {
  origin: string
  port: number
  received: Received[]
  /** Returns the total number of connections so far. */
  connections: () => number
  /** Stops the service. Resolves once all sockets are closed; it closes none itself. */
  close: () => Promise<void>
}

const serving = async (server: Server, received: Received[], host: string): Promise<Service> => {
  let connections = 0
  server.on('connection', () => connections++)
  await new Promise<void>(resolve => server.listen(0, host, resolve))
  const address = server.address()
  if (address === null || typeof address === 'string')
    throw new Error('The service does not listen at a port.')
  return {
    origin: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    port: address.port,
    received,
    connections: () => connections,
    close: () =>
      new Promise<void>((resolve, reject) => {
        server.close(failed => (failed === undefined ? resolve() : reject(failed)))
      })
  }
}

const readBody = async (request: IncomingMessage): Promise<string> => {
  let body = ''
  for await (const chunk of request.setEncoding('utf8')) body += chunk
  return body
}

export type Answer = (request: Received, response: ServerResponse) => void

/** Starts a service that answers each request after reading its body. */
export const startService = (answer: Answer, host = '127.0.0.1'): Promise<Service> => {
  const received: Received[] = []
  const server = createServer(async (message, response) => {
    const { method = '', url = '', headers } = message
    const request = { method, url, headers, body: await readBody(message) }
    received.push(request)
    answer(request, response)
  })
  return serving(server, received, host)
}

/** Client that may call two services on loopback. Tests can replace the answer of the first service. */
export interface Scene {
  answer: Answer
  service: Service
  other: Service
  client: GuardedClient
  send: (
    parts: Parameters<typeof requestOf>[0],
    credentials?: Credentials,
    signal?: AbortSignal
  ) => Promise<HttpResponse>
  /** Closes the client; resolves once no socket is open. */
  close: () => Promise<void>
}

export const openScene = async (): Promise<Scene> => {
  const service = await startService((request, response) => scene.answer(request, response))
  const other = await startService((_, response) => response.end('other'))
  const client = openGuardedClient({ outboundAllow: new Set([service.origin, other.origin]) })
  const scene: Scene = {
    answer: (_, response) => response.end('ok'),
    service,
    other,
    client,
    send: (parts, credentials = noCredentials, signal = createUnabortedSignal()) =>
      client.send(requestOf(parts), credentials, signal),
    close: async () => {
      await client.close()
      await service.close()
      await other.close()
    }
  }
  return scene
}

/** Returns the fault of a failed request. Throws if the request succeeds or fails otherwise. */
export const faultOf = async (sent: Promise<unknown>): Promise<Fault> => {
  const thrown = await sent.then(
    () => new Error('It was answered.'),
    reason => reason
  )
  if (thrown instanceof Fault) return thrown
  throw thrown
}

/** Credentials for a service: `s3cr3t` in a header and a parameter. */
export const bearer = (service: Service, parts: Partial<Credentials> = {}): Credentials => ({
  baseUrl: service.origin,
  allowedHosts: [],
  secrets: ['s3cr3t'],
  place: (url, headers) => {
    headers.authorization = 'Bearer s3cr3t'
    url.searchParams.set('api_key', 's3cr3t')
  },
  ...parts
})

/** Starts a service that handles the raw socket once the head of a request has arrived. */
export const startRawService = (act: (socket: Socket) => void): Promise<Service> => {
  const server = createSocketServer(socket => {
    socket.on('error', () => {})
    socket.once('data', () => act(socket))
  })
  return serving(server, [], '127.0.0.1')
}

/** Returns a GET request without credentials, with these changes. */
export const requestOf = (parts: Partial<HttpRequest> & { url: string }): HttpRequest => ({
  method: 'GET',
  query: {},
  headers: {},
  body: null,
  authenticate: false,
  timeout: 5_000,
  ...parts
})

/** Credentials without base URL or placement. */
export const noCredentials: Credentials = { baseUrl: '', allowedHosts: [], place: null, secrets: [] }

/** Returns a signal that is never aborted. */
export const createUnabortedSignal = (): AbortSignal => new AbortController().signal
