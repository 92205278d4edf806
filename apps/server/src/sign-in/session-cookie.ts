import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** The session cookie's name: with `__Host-` where the public URL is https, plain where it is http. */
export const sessionCookieNames = {
  https: '__Host-hookwright_session',
  http: 'hookwright_session'
} as const

/** The cookie's name at a public URL. */
export const sessionCookieNameAt = (publicUrl: URL): string =>
  publicUrl.protocol === 'https:' ? sessionCookieNames.https : sessionCookieNames.http

const cookieValueOf = (cookieHeader: string, name: string): string | undefined => {
  const start = `${name}=`
  return cookieHeader
    .split(';')
    .map(pair => pair.trim())
    .find(pair => pair.startsWith(start))
    ?.slice(start.length)
}

const decode = (value: string): string => {
  try {
    return decodeURIComponent(value)
  } catch {
    return ''
  }
}

/**
 * Reads the session's token out of a Cookie header, or null when there is none or its signature is not ours.
 * The form is better-call's signed cookie: `token.base64(HMAC-SHA256(token))`, percent-encoded; a test that signs
 * in through better-auth holds the two together.
 */
export const readSessionToken = (given: {
  cookieHeader: string | undefined
  name: string
  key: string
}): string | null => {
  if (given.cookieHeader === undefined) return null
  const encoded = cookieValueOf(given.cookieHeader, given.name)
  if (encoded === undefined) return null
  const value = decode(encoded)
  const dot = value.lastIndexOf('.')
  if (dot < 1) return null
  const token = value.slice(0, dot)
  const signature = Buffer.from(value.slice(dot + 1))
  const expected = Buffer.from(createHmac('sha256', given.key).update(token).digest('base64'))
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return null
  return token
}

/** SHA-256 of a session token in hex: the form in which `auth.db` keeps it, so that a copied file opens no session. */
export const sessionKeyOf = (token: string): string => createHash('sha256').update(token).digest('hex')
