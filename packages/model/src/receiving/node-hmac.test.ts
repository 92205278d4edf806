import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Content, HashName } from './cryptography.ts'
import { hmac } from './node-hmac.ts'

const names = fc.constantFrom<HashName[]>('sha1', 'sha256', 'sha512')
const encodings = fc.constantFrom('hex' as const, 'base64' as const, 'base64url' as const)
const parts = fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array({ maxLength: 5_000 })), {
  maxLength: 4
})

const byNode = (
  name: HashName,
  key: Uint8Array,
  content: Content,
  encoding: 'hex' | 'base64' | 'base64url'
) => {
  const made = createHmac(name, key)
  for (const part of content) made.update(part)
  return made.digest(encoding)
}

describe('an HMAC', () => {
  it('equals that of Node for any key, content and hash', () => {
    fc.assert(
      fc.property(
        names,
        fc.uint8Array({ maxLength: 300 }),
        parts,
        encodings,
        (name, key, content, encoding) => {
          expect(hmac(name, key, content, encoding)).toBe(byNode(name, key, content, encoding))
        }
      )
    )
  })

  it('equals that of Node around the size that is copied', () => {
    const key = Buffer.from('a key')
    for (const size of [64 * 1024 - 1, 64 * 1024, 64 * 1024 + 1, 1_000_000]) {
      const content = [Buffer.alloc(size, 'é')]
      expect(hmac('sha512', key, content, 'hex')).toBe(byNode('sha512', key, content, 'hex'))
    }
  })

  it('gives the published value (RFC 4231, test case 2)', () => {
    expect(hmac('sha256', Buffer.from('Jefe'), ['what do ya want ', 'for nothing?'], 'hex')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'
    )
  })

  it('of one key with several hashes is separate for each', () => {
    const key = Buffer.alloc(100, 7)
    for (const name of ['sha512', 'sha1', 'sha256', 'sha512'] as const)
      expect(hmac(name, key, ['text'], 'hex')).toBe(byNode(name, key, ['text'], 'hex'))
  })
})
