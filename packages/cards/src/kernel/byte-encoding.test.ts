import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeHex, encodeBytes } from './byte-encoding.ts'

test.each([
  ['hex', 'fbffbfff'],
  ['base64', '+/+//w=='],
  ['base64url', '-_-__w']
] as const)('bytes are written as %s', (encoding, written) => {
  expect(encodeBytes(Uint8Array.of(0xfb, 0xff, 0xbf, 0xff), encoding)).toBe(written)
})

test('bytes are read back from their hex digits, which are those of Node', () => {
  fc.assert(
    fc.property(fc.uint8Array(), bytes => {
      const text = encodeBytes(bytes, 'hex')
      expect(text).toBe(Buffer.from(bytes).toString('hex'))
      expect(decodeHex(text)).toEqual(bytes)
      expect(decodeHex(text.toUpperCase())).toEqual(bytes)
    })
  )
})

test.each(['a', 'abc', 'zz', '0x', 'a ', '+1', '-1', '٠٠'])('“%s” is not hex', text => {
  expect(decodeHex(text)).toBeNull()
})
