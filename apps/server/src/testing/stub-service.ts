import { createServer, type IncomingHttpHeaders } from 'node:http'
import { text } from 'node:stream/consumers'

/** Response of a stub to one request. */
export interface StubAnswer {
  status: number
  json?: unknown
  /** An HTML page instead of JSON. */
  html?: string
}

/** Stub of a service, for responses that no real service returns on demand. */
export interface StubService {
  url: string
  host: string
  /** Requests so far, in order: method and path. */
  asked: string[]
  stop: () => Promise<void>
}

/** Request to the stub, without its method and path. */
interface RequestDetails {
  authorization: string | undefined
  headers: IncomingHttpHeaders
  body: string
  /** Returns true once the client has closed its connection, so that it gets no response. */
  hasLeft: () => boolean
}

/** Starts a stub on loopback. It answers each request with the result of `answer`, once that resolves. */
export const startStub = async (
  answer: (asked: string, came: RequestDetails) => Promise<StubAnswer>
): Promise<StubService> => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const act = `${request.method} ${request.url}`
    asked.push(act)
    const { headers } = request
    text(request)
      .then(body => {
        const hasLeft = () => request.socket.destroyed
        return answer(act, { authorization: headers.authorization, headers, body, hasLeft })
      })
      .then(({ status, json, html }) => {
        response.writeHead(status, { 'content-type': html === undefined ? 'application/json' : 'text/html' })
        response.end(html ?? (json === undefined ? '' : JSON.stringify(json)))
      })
      // A client that goes away while it sends is no fault of the service.
      .catch(() => request.socket.destroy())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const host = `127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`
  return {
    url: `http://${host}`,
    host,
    asked,
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}
