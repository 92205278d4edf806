import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Returns the headers of a request as `Headers`, without credentials. */
const webHeadersOf = ({ headers }: IncomingMessage): Headers => {
  const web = new Headers()
  for (const [name, value] of Object.entries(headers)) {
    for (const one of Array.isArray(value) ? value : [value ?? '']) web.append(name, one)
  }
  // It names the member who asks, who is known by now.
  web.delete('authorization')
  web.delete('cookie')
  return web
}

/**
 * Converts a request and its body to the Fetch API. Its signal aborts if the client disconnects before the
 * response has ended.
 */
export const webRequestOf = (
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer | null,
  url: URL
): Request => {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  return new Request(url, {
    method: request.method ?? 'GET',
    headers: webHeadersOf(request),
    signal: gone.signal,
    ...(body !== null && request.method === 'POST' && { body: new Uint8Array(body) })
  })
}

/**
 * Writes a response as its data arrives. Resolves when the response has ended or the client has disconnected.
 */
export const writeWebResponse = async (answer: Response, response: ServerResponse): Promise<void> => {
  for (const [name, value] of answer.headers) response.setHeader(name, value)
  response.setHeader('cache-control', 'no-store')
  response.statusCode = answer.status
  if (answer.body === null) {
    response.end()
    return
  }
  response.flushHeaders()
  // What a client that has gone would have read is dropped, which ends its request.
  await pipeline(Readable.fromWeb(answer.body as never), response).catch(() => {})
}
