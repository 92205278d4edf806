import { describe, expect, test } from 'vitest'
import type { KeyDecoding } from './key-source.ts'
import { keySourcesOf, keysInText, readKeys } from './keys.ts'
import { handshake, rulesWith, scheme } from './testing/request.ts'

const keysOf = (decode: KeyDecoding, ...texts: string[]) => {
  const receiving = rulesWith({ verify: [scheme({ key: { from: 'connection', field: 'k', decode } })] })
  return readKeys(receiving, { s: texts }).get('s') ?? []
}
const bytesIn = (decode: KeyDecoding, text: string): string[] =>
  keysOf(decode, text).map(key =>
    key.is === 'shared' ? Buffer.from(key.bytes).toString('latin1') : key.key.form
  )

describe('the text of a key', () => {
  test.each([
    ['text', 'whsec_abc', ['whsec_abc']],
    ['text', '', []],
    ['hex', '6b6579', ['key']],
    ['hex', '6b657', []],
    ['base64', 'a2V5', ['key']],
    ['base64', 'a2V5=', []],
    ['base64', 'a2V5\n', []],
    ['whsec', 'whsec_a2V5', ['key']],
    ['whsec', 'a2V5', []],
    ['whsec', 'whsec_', []],
    ['pem', 'no key', []],
    ['pem', '-----BEGIN PUBLIC KEY-----', ['pem']],
    ['ed25519-hex', 'ab'.repeat(32), ['ed25519']],
    ['ed25519-hex', 'ab'.repeat(31), []],
    ['whpk', 'a2V5', []],
    ['spki', '', []]
  ] as const)('as %s, “%s” gives %j', (decode, text, found) => {
    expect(bytesIn(decode, text)).toEqual(found)
  })

  test('keeps its position if an earlier key cannot be read', () => {
    expect(keysOf('hex', 'no hex', '6b6579')).toMatchObject([{ index: 1 }])
  })
})

test('a field contains one key a line, or PEM blocks', () => {
  expect(keysInText(' old \n\n new\r\n')).toEqual(['old', 'new'])
  const pem = (name: string) => `-----BEGIN PUBLIC KEY-----\n${name}\n-----END PUBLIC KEY-----`
  expect(keysInText(`${pem('a')}\n${pem('b')}\n`)).toEqual([pem('a'), pem('b')])
})

test('keys are required for schemes and for handshakes with a key', () => {
  const key = { from: 'generated', decode: 'text' } as const
  const receiving = rulesWith({
    verify: [scheme()],
    handshake: [handshake({ key }), handshake({ id: 'plain' })]
  })
  expect(keySourcesOf(receiving)).toEqual([
    { id: 's', source: scheme().key },
    { id: 'h', source: key }
  ])
})

test('a key in the rules needs no text, and a name of a prototype finds none', () => {
  const literal = { from: 'public', key: 'ab'.repeat(32), decode: 'ed25519-hex' } as const
  const receiving = rulesWith({
    verify: [scheme({ algorithm: 'ed25519', key: literal }), scheme({ id: 'constructor' })]
  })
  const keys = readKeys(receiving, {})
  expect(keys.get('s')).toHaveLength(1)
  expect(keys.get('constructor')).toEqual([])
})
