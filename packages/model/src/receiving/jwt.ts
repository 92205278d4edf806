import { isJsonObject } from '../json.ts'
import type { Millis } from '../millis.ts'
import type { Cryptography, HashName, PublicAlgorithm } from './cryptography.ts'
import type { Key } from './keys.ts'
import { bytesOfBase64Url, textOf } from './text-bytes.ts'

/** Seconds that the clocks of both sides may differ by. */
const LEEWAY = 60

const hmacs: Readonly<Record<string, HashName>> = { HS256: 'sha256', HS512: 'sha512' }
const publics: Readonly<Record<string, PublicAlgorithm>> = {
  RS256: 'rsa-sha256',
  ES256: 'ecdsa-sha256',
  EdDSA: 'ed25519'
}

const objectIn = (text: string): Record<string, unknown> | null => {
  const bytes = bytesOfBase64Url(text)
  const json = bytes === null ? null : textOf(bytes)
  try {
    const value: unknown = JSON.parse(json ?? '')
    return isJsonObject(value) ? value : null
  } catch {
    return null
  }
}

const own = (table: Readonly<Record<string, string>>, name: string): boolean => Object.hasOwn(table, name)

/** A JSON Web Token, taken apart; null when it is none. */
export const readJwt = (token: string) => {
  const [head = '', body = '', signature = '', ...more] = token.split('.')
  const header = objectIn(head)
  const claims = objectIn(body)
  if (header === null || claims === null || more.length > 0 || typeof header.alg !== 'string') return null
  if (header.crit !== undefined) return null
  const kid = typeof header.kid === 'string' ? header.kid : null
  return { algorithm: header.alg, kid, claims, signed: `${head}.${body}`, signature }
}
type Jwt = NonNullable<ReturnType<typeof readJwt>>

/**
 * True when a key made the token's signature. What kind of key it is decides which algorithms may be used, never the
 * token alone, so that a public key is never taken for a shared one.
 */
export const isSignedBy = (jwt: Jwt, key: Key, cryptography: Cryptography): boolean => {
  if (key.is === 'shared') {
    const hash = own(hmacs, jwt.algorithm) ? hmacs[jwt.algorithm] : undefined
    return (
      hash !== undefined &&
      cryptography.sameDigest(cryptography.hmac(hash, key.bytes, [jwt.signed], 'base64url'), jwt.signature)
    )
  }
  const algorithm = own(publics, jwt.algorithm) ? publics[jwt.algorithm] : undefined
  const signature = bytesOfBase64Url(jwt.signature)
  if (algorithm === undefined || signature === null) return false
  if (jwt.kid !== null && key.kid !== null && jwt.kid !== key.kid) return false
  return cryptography.verify({ algorithm, key: key.key, content: [jwt.signed], signature, joined: true })
}

/** True when a token with these claims may be used now: `exp` and `nbf` hold where they are. */
export const isInTime = (claims: unknown, now: Millis): boolean => {
  if (!isJsonObject(claims)) return false
  const seconds = now / 1000
  const { exp, nbf } = claims
  const ends = exp === undefined || (typeof exp === 'number' && seconds < exp + LEEWAY)
  const begun = nbf === undefined || (typeof nbf === 'number' && seconds > nbf - LEEWAY)
  return ends && begun
}
