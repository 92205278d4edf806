import { Fault } from '@hookwright/model'
import type { Request, RequestHandler } from 'express'

const loopback = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/

/**
 * Lets through only what was sent to our own address by our own pages: Host is the public URL's or loopback, and a
 * request that changes something has an Origin equal to its Host, or none when no browser sent it.
 */
export const requireOwnHost = (publicUrl: () => string): RequestHandler => {
  const isOwnHost = (host: string): boolean => loopback.test(host) || host === new URL(publicUrl()).host

  const isOwnOrigin = (request: Request, host: string): boolean => {
    const { origin } = request.headers
    if (origin === undefined)
      return (
        request.headers['sec-fetch-site'] === undefined || request.headers['sec-fetch-site'] === 'same-origin'
      )
    return URL.canParse(origin) && new URL(origin).host === host
  }

  return (request, _response, next) => {
    const host = request.headers.host ?? ''
    const changes = request.method !== 'GET' && request.method !== 'HEAD'
    if (isOwnHost(host) && (!changes || isOwnOrigin(request, host))) next()
    else next(new Fault('origin.refused', { origin: request.headers.origin ?? host }))
  }
}
