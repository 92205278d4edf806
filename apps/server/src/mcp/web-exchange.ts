import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Returns the headers of a request in the form of the Fetch API. */
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

/** Converts a request whose body was read. Its signal is aborted when the client goes before the answer has ended. */
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

/** Writes an answer as it comes. Resolves when it has ended or the client has gone. */
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
