import type { IncomingHttpHeaders } from 'node:http'

const loopbackHosts = ['127.0.0.1', 'localhost', '[::1]']

/** Returns the origins of this installation's pages: the public URL's and, on plain http, loopback at its port. */
export const ownOriginsOf = (publicUrl: URL): string[] => {
  if (publicUrl.protocol === 'https:') return [publicUrl.origin]
  const loopback = loopbackHosts.map(host => new URL(`http://${host}:${publicUrl.port || '80'}`).origin)
  return [...new Set([publicUrl.origin, ...loopback])]
}

/**
 * Returns true if the request may come from a page of this installation. Its Origin must be an own origin.
 * Without an Origin, `Sec-Fetch-Site` must be same-origin or missing too. Programs send neither, and do not
 * send the cookies of other people by accident.
 */
export const comesFromOwnPage = (headers: IncomingHttpHeaders, ownOrigins: string[]): boolean => {
  if (headers.origin !== undefined) return ownOrigins.includes(headers.origin)
  const site = headers['sec-fetch-site']
  return site === undefined || site === 'same-origin'
}
