import type { IncomingMessage } from 'node:http'
import type { RequestHandler } from 'express'

/** Ids of requests, for log lines and for the person who reports a failure. */
export interface RequestIds {
  /** Gives each request an id, which its response has in `x-request-id`. */
  give: RequestHandler
  of: (request: IncomingMessage) => string
}

const HEADER = 'x-request-id'

/** Ids of proxies that are taken over. Others could fill the log, or look like something else in it. */
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
