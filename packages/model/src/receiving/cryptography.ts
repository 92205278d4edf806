import type { Millis } from '../kernel/millis.ts'

/** Signed content in parts, so that no body is copied. A text represents its UTF-8 bytes. */
export type Content = readonly (string | Uint8Array)[]

export type HashName = 'sha1' | 'sha256' | 'sha512'
export type DigestEncoding = 'hex' | 'base64' | 'base64url'

/** Algorithms of signatures that are verified with a public key. */
export type PublicAlgorithm = 'ed25519' | 'ecdsa-sha256' | 'rsa-sha1' | 'rsa-sha256'

/** Public key as entered. It is checked when it is used. */
export type PublicKey =
  | { form: 'pem'; text: string }
  | { form: 'spki'; bytes: Uint8Array }
  | { form: 'ed25519'; bytes: Uint8Array }
  | { form: 'jwk'; jwk: Record<string, unknown> }

/** Input for the check of a public key signature. `joined` is the ECDSA format of JSON Web Tokens: r and s, without DER. */
export interface PublicCheck {
  algorithm: PublicAlgorithm
  key: PublicKey
  content: Content
  signature: Uint8Array
  joined: boolean
}

/** Cryptography for rules. It is injected, since the model also runs in browsers. */
export interface Cryptography {
  hmac(hash: HashName, key: Uint8Array, content: Content, encoding: DigestEncoding): string
  hash(hash: HashName, content: Content, encoding: DigestEncoding): string
  /** Verifies a signature. Never throws: an unreadable key or signature does not match. */
  verify(check: PublicCheck): boolean
  /** Signs with a private key in PEM, like a service. For tests and the practice service. */
  sign(params: {
    algorithm: PublicAlgorithm
    privateKey: string
    content: Content
    joined: boolean
  }): Uint8Array
  /**
   * Checks certificates (X.509 in PEM). False when the first is not valid at this time, or when one
   * is not signed by the next; true for a plain public key, and for anything that is not a
   * certificate.
   */
  isValidAt(text: string, now: Millis): boolean
  /** Compares the SHA-256 of both sides in constant time, so that lengths never differ. */
  same(left: string | Uint8Array, right: string | Uint8Array): boolean
  /** Compares two digests in constant time. Their length is not secret. */
  sameDigest(left: string, right: string): boolean
}
