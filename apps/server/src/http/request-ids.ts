import type { IncomingMessage } from 'node:http'
import type { RequestHandler } from 'express'

/** Ids of requests, for log lines and for the person who reports a failure. */
export interface RequestIds {
  /** Sets the id of each request, which is also the response header `x-request-id`. */
  give: RequestHandler
  of: (request: IncomingMessage) => string
}

const HEADER = 'x-request-id'

/**
 * Pattern of request ids from proxies that are accepted. Other ids could flood the log or forge log messages.
 */
const acceptable = /^[A-Za-z0-9._-]{1,64}$/

export const createRequestIds = (newId: () => string): RequestIds => {
  const ids = new WeakMap<IncomingMessage, string>()

  const of = (request: IncomingMessage): string => {
    const known = ids.get(request)
    if (known !== undefined) return known
    const sent = request.headers[HEADER]
    const id = typeof sent === 'string' && acceptable.test(sent) ? sent : newId()
    ids.set(request, id)
    return id
  }

  return {
    give: (request, response, next) => {
      response.setHeader(HEADER, of(request))
      next()
    },
    of
  }
}
