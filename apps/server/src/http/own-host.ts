import { Fault } from '@hookwright/model'
import type { Request, RequestHandler } from 'express'

const loopback = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::(\d+))?$/

/** Returns true for a loopback host with the port on which the request arrived. */
const isOwnLoopback = (host: string, port: number | undefined): boolean => {
  const [is, named] = loopback.exec(host) ?? []
  return is !== undefined && Number(named ?? 80) === port
}

/**
 * Rejects requests for other hosts or from pages of other origins. The Host must be the public URL's host, or
 * loopback with our port. A request with side effects must have the same Origin, or no Origin if no browser
 * sent it.
 */
export const requireOwnHost = (publicUrl: () => string): RequestHandler => {
  /** Returns the origin of our pages at this host; null for a foreign host. */
  const originAt = (request: Request, host: string): string | null => {
    const known = new URL(publicUrl())
    if (host === known.host) return known.origin
    return isOwnLoopback(host, request.socket.localPort) ? new URL(`http://${host}`).origin : null
  }

  const isOwnOrigin = ({ headers }: Request, expected: string): boolean => {
    const { origin } = headers
    if (origin !== undefined) return origin === expected
    return headers['sec-fetch-site'] === undefined || headers['sec-fetch-site'] === 'same-origin'
  }

  return (request, _response, next) => {
    const host = request.headers.host ?? ''
    const changes = request.method !== 'GET' && request.method !== 'HEAD'
    const expected = originAt(request, host)
    if (expected !== null && (!changes || isOwnOrigin(request, expected))) next()
    else next(new Fault('origin.refused', { origin: request.headers.origin ?? host }))
  }
}
