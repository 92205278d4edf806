import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { readCookie } from './read-cookie.ts'

/** Names of the session cookie: with the prefix `__Host-` on https, without it on http. */
export const sessionCookieNames = {
  https: '__Host-hookwright_session',
  http: 'hookwright_session'
} as const

/** Returns the cookie's name for a public URL. */
export const sessionCookieNameAt = (publicUrl: URL): string =>
  publicUrl.protocol === 'https:' ? sessionCookieNames.https : sessionCookieNames.http

const decode = (value: string): string => {
  try {
    return decodeURIComponent(value)
  } catch {
    return ''
  }
}

/**
 * Reads the session token from a Cookie header; null when it is missing or its signature is invalid. The format is
 * better-call's signed cookie: `token.base64(HMAC-SHA256(token))`, percent-encoded; a test that signs in through
 * better-auth keeps the two in sync.
 */
export const readSessionToken = (params: {
  cookieHeader: string | undefined
  name: string
  key: string
}): string | null => {
  const encoded = readCookie(params.cookieHeader, params.name)
  if (encoded === undefined) return null
  const value = decode(encoded)
  const dot = value.lastIndexOf('.')
  if (dot < 1) return null
  const token = value.slice(0, dot)
  const signature = Buffer.from(value.slice(dot + 1))
  const expected = Buffer.from(createHmac('sha256', params.key).update(token).digest('base64'))
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return null
  return token
}

/**
 * Returns the SHA-256 of a session token, in hex. The database stores only this hash, so that nobody can use
 * the sessions in a copy of it.
 */
export const sessionKeyOf = (token: string): string => createHash('sha256').update(token).digest('hex')
