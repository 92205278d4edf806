import type { Millis } from '../kernel/millis.ts'

/** Bytes in turn; a text stands for its UTF-8. What is signed is handed over in parts, so that no body is copied. */
export type Content = readonly (string | Uint8Array)[]

export type HashName = 'sha1' | 'sha256' | 'sha512'
export type DigestEncoding = 'hex' | 'base64' | 'base64url'

/** Signatures that are checked with a public key. */
export type PublicAlgorithm = 'ed25519' | 'ecdsa-sha256' | 'rsa-sha1' | 'rsa-sha256'

/** A public key as given; it is checked when it is used. */
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

/** The cryptography that rules need, by the hand, since the model runs in browsers too. */
export interface Cryptography {
  hmac(hash: HashName, key: Uint8Array, content: Content, encoding: DigestEncoding): string
  hash(hash: HashName, content: Content, encoding: DigestEncoding): string
  /** Never throws: a key or a signature that cannot be read does not match. */
  verify(check: PublicCheck): boolean
  /** Signs with a private key in PEM, as a service does; for tests and the practice service. */
  sign(given: {
    algorithm: PublicAlgorithm
    privateKey: string
    content: Content
    joined: boolean
  }): Uint8Array
  /**
   * False for certificates (X.509 in PEM) of which the first is not valid at this time, or of which one is not signed by the
   * one behind it; true for a public key alone, and for anything that is no certificate at all.
   */
  isValidAt(text: string, now: Millis): boolean
  /** Compares in constant time: the SHA-256 of both sides, so that lengths never differ. */
  same(left: string | Uint8Array, right: string | Uint8Array): boolean
  /** Compares two digests in constant time, as they are written: how long they are is no secret. */
  sameDigest(left: string, right: string): boolean
}
