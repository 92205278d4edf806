import { createHash, timingSafeEqual } from 'node:crypto'
import type { RequestHandler } from 'express'
import { refusal, send } from './answer.ts'

/**
 * Rejects requests with the Host of another site, which could resolve to 127.0.0.1. Also rejects changes from
 * pages of other origins. Requests without an Origin come from programs and are allowed.
 */
export const guardBrowsers: RequestHandler = (request, response, next) => {
  const host = request.headers.host ?? ''
  const port = request.socket.localPort
  const own = [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]
  if (!own.includes(host)) {
    const message = `The practice service does not answer for the host "${host}". Call it at http://127.0.0.1:${port}.`
    return send(response, refusal(403, 'foreign_host', message))
  }
  const { origin } = request.headers
  const changes = request.method !== 'GET' && request.method !== 'HEAD'
  if (changes && origin !== undefined && origin !== `http://${host}`) {
    const message = `Pages of "${origin}" are not allowed to make changes here. Use the page of the practice service.`
    return send(response, refusal(403, 'foreign_origin', message))
  }
  next()
}

/** Rejects requests without the API key as a bearer token. */
export function requireApiKey(apiKey: string): RequestHandler {
  const expected = digest(`Bearer ${apiKey}`)
  return (request, response, next) => {
    const authorization = request.get('Authorization')
    if (authorization !== undefined && timingSafeEqual(digest(authorization), expected)) return next()
    const why =
      authorization === undefined ? 'The request carries no API key.' : 'The API key of the request is wrong.'
    const todo =
      'Send the header "Authorization: Bearer <API key>"; the key is shown on the page of the practice service.'
    response.set('WWW-Authenticate', 'Bearer realm="Acme HR"')
    send(response, refusal(401, 'unauthorized', `${why} ${todo}`))
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
