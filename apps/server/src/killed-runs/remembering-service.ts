import { once } from 'node:events'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'

/** Request received by the service. */
export interface RecordedCall {
  /** Idempotency key of the request. */
  key: string
  path: string
  body: string
  /** Status of the response; null while it is pending. */
  status: number | null
}

/**
 * Service that records all requests. It answers the first request with each key by 503 at `/two`, by 500 at
 * `/second`, and by 404 at `/refused`.
 */
export interface RememberingService {
  url: string
  seen: RecordedCall[]
  /** Sets the function that is called for each request, before the response. */
  onAsked: (listener: () => void) => void
  close: () => Promise<void>
}

/** Statuses of the first request with a key, by path. */
const atFirst = new Map([
  ['/two', 503],
  ['/second', 500],
  ['/refused', 404]
])

export const openRememberingService = async (): Promise<RememberingService> => {
  const seen: RecordedCall[] = []
  let asked = (): void => {}
  const server = createServer((request, response) => {
    text(request)
      .then(body => {
        const key = String(request.headers['idempotency-key'])
        const path = request.url ?? ''
        const isNew = !seen.some(one => one.key === key && one.status !== null)
        const one: RecordedCall = { key, path, body, status: null }
        seen.push(one)
        asked()
        one.status = isNew ? (atFirst.get(path) ?? 200) : path === '/refused' ? 404 : 200
        response.writeHead(one.status, { 'content-type': 'application/json' }).end('{}')
      })
      .catch(() => request.socket.destroy())
  })
  server.on('connection', socket => socket.on('error', () => {}))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    onAsked: listener => {
      asked = listener
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    }
  }
}
