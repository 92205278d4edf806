import {
  createHash,
  createPublicKey,
  hash as hashOnce,
  type KeyObject,
  sign,
  timingSafeEqual,
  verify,
  X509Certificate
} from 'node:crypto'
import type { Content, Cryptography, PublicAlgorithm, PublicKey } from './cryptography.ts'
import { hmac } from './node-hmac.ts'

const digests: Record<PublicAlgorithm, string | null> = {
  ed25519: null,
  'ecdsa-sha256': 'sha256',
  'rsa-sha1': 'sha1',
  'rsa-sha256': 'sha256'
}
const kinds: Record<PublicAlgorithm, string> = {
  ed25519: 'ed25519',
  'ecdsa-sha256': 'ec',
  'rsa-sha1': 'rsa',
  'rsa-sha256': 'rsa'
}

/** DER prefix that turns the 32 bytes of an Ed25519 key into SPKI. */
const ed25519Head = Buffer.from('302a300506032b6570032100', 'hex')

const keyObjectOf = (key: PublicKey): KeyObject => {
  switch (key.form) {
    case 'pem':
      return createPublicKey(key.text)
    case 'spki':
      return createPublicKey({ key: Buffer.from(key.bytes), format: 'der', type: 'spki' })
    case 'ed25519':
      return createPublicKey({ key: Buffer.concat([ed25519Head, key.bytes]), format: 'der', type: 'spki' })
    case 'jwk':
      return createPublicKey({ key: key.jwk, format: 'jwk' })
  }
}

/**
 * Cache of parsed keys, since parsing is slower than verifying. Entries are garbage-collected with their
 * rules.
 */
const read = new WeakMap<PublicKey, KeyObject>()

const readOnce = (key: PublicKey): KeyObject => {
  const known = read.get(key)
  if (known !== undefined) return known
  const made = keyObjectOf(key)
  read.set(key, made)
  return made
}

const whole = (content: Content): Buffer =>
  Buffer.concat(content.map(part => (typeof part === 'string' ? Buffer.from(part) : part)))

const certificatesIn = (text: string): X509Certificate[] =>
  (text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map(
    pem => new X509Certificate(pem)
  )

const sameDigest = (left: string, right: string): boolean => {
  const one = Buffer.from(left)
  const other = Buffer.from(right)
  return one.byteLength === other.byteLength && timingSafeEqual(one, other)
}

/** Cryptographic functions for the rules, implemented with Node. */
export const nodeCryptography: Cryptography = {
  hmac,
  hash(name, content, encoding) {
    const hash = createHash(name)
    for (const part of content) hash.update(part)
    return hash.digest(encoding)
  },
  verify({ algorithm, key, content, signature, joined }) {
    try {
      const object = readOnce(key)
      if (object.asymmetricKeyType !== kinds[algorithm]) return false
      const dsaEncoding = joined ? 'ieee-p1363' : 'der'
      return verify(digests[algorithm], whole(content), { key: object, dsaEncoding }, signature)
    } catch {
      return false
    }
  },
  sign({ algorithm, privateKey, content, joined }) {
    const dsaEncoding = joined ? 'ieee-p1363' : 'der'
    return sign(digests[algorithm], whole(content), { key: privateKey, dsaEncoding })
  },
  isValidAt(text, now) {
    try {
      const chain = certificatesIn(text)
      const [first] = chain
      if (first === undefined) return true
      const isSigned = chain.every((one, at) => {
        const issuer = chain[at + 1]
        return issuer === undefined || (one.checkIssued(issuer) && one.verify(issuer.publicKey))
      })
      return Date.parse(first.validFrom) <= now && now <= Date.parse(first.validTo) && isSigned
    } catch {
      return false
    }
  },
  same: (left, right) => sameDigest(hashOnce('sha256', left, 'hex'), hashOnce('sha256', right, 'hex')),
  sameDigest
}
