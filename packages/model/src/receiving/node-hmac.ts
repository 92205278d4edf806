import { createHmac, hash } from 'node:crypto'
import type { Content, DigestEncoding, HashName } from './cryptography.ts'

/** Block size of each hash in bytes (FIPS 180-4). */
const blocks: Record<HashName, number> = { sha1: 64, sha256: 64, sha512: 128 }

/** Maximum size of a digest, in bytes. */
const LONGEST = 64

/**
 * Maximum size of content that is copied into a shared buffer, in bytes. Up to this size, copying is cheaper
 * than Node's incremental HMAC.
 */
const SHORT = 64 * 1024

/** Padded keys for the inner and the outer hash. */
interface Pads {
  inner: Buffer
  outer: Buffer
}

/** Input buffers of the two hashes, reused for each call. */
const inside = Buffer.alloc(blocks.sha512 + SHORT)
const outside = Buffer.alloc(blocks.sha512 + LONGEST)

const known = new WeakMap<Uint8Array, Partial<Record<HashName, Pads>>>()

const padsOf = (name: HashName, key: Uint8Array): Pads => {
  const ofKey = known.get(key) ?? {}
  const found = ofKey[name]
  if (found !== undefined) return found
  const block = blocks[name]
  const short = key.byteLength > block ? hash(name, key, 'buffer') : key
  const padded = (mask: number): Buffer => {
    const pad = Buffer.alloc(block, mask)
    for (const [at, byte] of short.entries()) pad[at] = byte ^ mask
    return pad
  }
  const pads = { inner: padded(0x36), outer: padded(0x5c) }
  known.set(key, { ...ofKey, [name]: pads })
  return pads
}

const sizeOf = (content: Content): number => {
  let size = 0
  for (const part of content) size += typeof part === 'string' ? Buffer.byteLength(part) : part.byteLength
  return size
}

/**
 * Returns the HMAC (RFC 2104) of content in parts. Short content takes two one-call hashes, since creating a
 * hash object costs more than the hash itself (decision 058). The caller must not change `key` afterwards.
 */
export const hmac = (name: HashName, key: Uint8Array, content: Content, encoding: DigestEncoding): string => {
  if (sizeOf(content) > SHORT) {
    const long = createHmac(name, key)
    for (const part of content) long.update(part)
    return long.digest(encoding)
  }
  const { inner, outer } = padsOf(name, key)
  let end = inner.copy(inside)
  for (const part of content) {
    if (typeof part === 'string') end += inside.write(part, end)
    else {
      inside.set(part, end)
      end += part.byteLength
    }
  }
  const digest = hash(name, inside.subarray(0, end), 'binary')
  const size = outer.copy(outside) + outside.write(digest, outer.byteLength, 'latin1')
  return hash(name, outside.subarray(0, size), encoding)
}
