import { parseJson } from '../fields/parse-json.ts'
import { base64UrlOf, bytesOfBase64Url } from '../kernel/base64.ts'
import { isJsonObject } from '../kernel/json.ts'
import type { Millis } from '../kernel/millis.ts'
import { bytesOf, textOf } from '../kernel/text-bytes.ts'
import type { Cryptography, HashName, PublicAlgorithm } from './cryptography.ts'
import type { Key } from './keys.ts'

/** Tolerated clock difference in seconds. */
const LEEWAY = 60

const hmacs: Readonly<Record<string, HashName>> = { HS256: 'sha256', HS512: 'sha512' }
const publics: Readonly<Record<string, PublicAlgorithm>> = {
  RS256: 'rsa-sha256',
  ES256: 'ecdsa-sha256',
  EdDSA: 'ed25519'
}

const objectIn = (text: string): Record<string, unknown> | null => {
  const bytes = bytesOfBase64Url(text)
  const parsed = parseJson((bytes && textOf(bytes)) ?? '')
  return parsed.ok && isJsonObject(parsed.value) ? parsed.value : null
}

/** Maximum length of a token's header part, in characters. */
const MOST_HEAD = 8192

const own = (table: Readonly<Record<string, string>>, name: string): boolean => Object.hasOwn(table, name)

/** Splits a JSON Web Token without parsing its claims; null for an invalid one. */
export const readJwt = (token: string) => {
  const [head = '', payload = '', signature = '', ...more] = token.split('.', 4)
  const header = head.length > MOST_HEAD ? null : objectIn(head)
  if (header === null || more.length > 0 || typeof header.alg !== 'string') return null
  if (header.crit !== undefined) return null
  const kid = typeof header.kid === 'string' ? header.kid : null
  return { algorithm: header.alg, kid, payload, signed: `${head}.${payload}`, signature }
}
type Jwt = NonNullable<ReturnType<typeof readJwt>>

/** Returns the claims of a token; null when they are not a JSON object. */
export const claimsOf = ({ payload }: Jwt): Record<string, unknown> | null => objectIn(payload)

/** Returns the unverified claims of a JSON Web Token; null for any other text. */
export const claimsIn = (text: string): Record<string, unknown> | null => {
  const jwt = readJwt(text.trim())
  return jwt && claimsOf(jwt)
}

/** Creates a token of claims, signed by a given function. */
export const makeJwt = (
  algorithm: string,
  claims: Record<string, unknown>,
  sign: (signed: string) => string
): string => {
  const part = (value: unknown): string => base64UrlOf(bytesOf(JSON.stringify(value)))
  const signed = `${part({ alg: algorithm, typ: 'JWT' })}.${part(claims)}`
  return `${signed}.${sign(signed)}`
}

/**
 * Returns true if the signature of a token was made with the key. The kind of key determines the allowed
 * algorithms, not the token, so a public key is never used as a shared secret.
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

/**
 * Returns true if a token with these claims is valid now, according to `exp` and `nbf`. Absent claims do not
 * limit it.
 */
export const isInTime = (claims: unknown, now: Millis): boolean => {
  if (!isJsonObject(claims)) return false
  const seconds = now / 1000
  const { exp, nbf } = claims
  const ends = exp === undefined || (typeof exp === 'number' && seconds < exp + LEEWAY)
  const begun = nbf === undefined || (typeof nbf === 'number' && seconds > nbf - LEEWAY)
  return ends && begun
}
