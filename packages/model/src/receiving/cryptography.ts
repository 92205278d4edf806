import type { Millis } from '../kernel/millis.ts'

/** Signed content in parts, so that the body is not copied. A text stands for its UTF-8 bytes. */
export type Content = readonly (string | Uint8Array)[]

export type HashName = 'sha1' | 'sha256' | 'sha512'
export type DigestEncoding = 'hex' | 'base64' | 'base64url'

/** Signature algorithms that use a public key. */
export type PublicAlgorithm = 'ed25519' | 'ecdsa-sha256' | 'rsa-sha1' | 'rsa-sha256'

/** Public key as entered. Its format is not checked until it is used. */
export type PublicKey =
  | { form: 'pem'; text: string }
  | { form: 'spki'; bytes: Uint8Array }
  | { form: 'ed25519'; bytes: Uint8Array }
  | { form: 'jwk'; jwk: Record<string, unknown> }

/**
 * Input for checking a public key signature. `joined` selects the ECDSA format of JSON Web Tokens: r and s
 * concatenated, instead of DER.
 */
export interface PublicCheck {
  algorithm: PublicAlgorithm
  key: PublicKey
  content: Content
  signature: Uint8Array
  joined: boolean
}

/** Cryptographic functions for the rules. They are injected because the model also runs in browsers. */
export interface Cryptography {
  hmac(hash: HashName, key: Uint8Array, content: Content, encoding: DigestEncoding): string
  hash(hash: HashName, content: Content, encoding: DigestEncoding): string
  /** Verifies a signature. Never throws: an unreadable key or signature does not match. */
  verify(check: PublicCheck): boolean
  /** Signs with a private key in PEM, as a service would. For tests and the practice service. */
  sign(params: {
    algorithm: PublicAlgorithm
    privateKey: string
    content: Content
    joined: boolean
  }): Uint8Array
  /**
   * Checks a certificate chain (X.509 in PEM). Returns false if the first certificate is not valid at this
   * time, or if a certificate is not signed by the next one. Returns true for a plain public key and for any
   * other text.
   */
  isValidAt(text: string, now: Millis): boolean
  /** Compares the SHA-256 hashes of two values in constant time, which also hides their lengths. */
  same(left: string | Uint8Array, right: string | Uint8Array): boolean
  /** Compares two digests in constant time. Their lengths are not secret. */
  sameDigest(left: string, right: string): boolean
}
