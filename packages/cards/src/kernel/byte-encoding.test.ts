import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeHex, decodeUtf8, encodeBytes, encodeHex, encodeUtf8 } from './byte-encoding.ts'

test.each([
  ['hex', 'fbffbfff'],
  ['base64', '+/+//w=='],
  ['base64url', '-_-__w']
] as const)('bytes are written as %s', (encoding, written) => {
  expect(encodeBytes(Uint8Array.of(0xfb, 0xff, 0xbf, 0xff), encoding)).toBe(written)
})

test('bytes come back from their hex digits, whose form is the one of Node', () => {
  fc.assert(
    fc.property(fc.uint8Array(), bytes => {
      const text = encodeHex(bytes)
      expect(text).toBe(Buffer.from(bytes).toString('hex'))
      expect(decodeHex(text)).toEqual(bytes)
      expect(decodeHex(text.toUpperCase())).toEqual(bytes)
    })
  )
})

test.each(['a', 'abc', 'zz', '0x', 'a ', '+1', '-1', '٠٠'])('“%s” is not hex', text => {
  expect(decodeHex(text)).toBeNull()
})

test('text comes back from its bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      expect(decodeUtf8(encodeUtf8(text))).toBe(text)
    })
  )
})

test('a byte order mark is kept', () => {
  expect(decodeUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41))).toBe('\ufeffA')
})

test.each([[[0xff]], [[0xc3]], [[0xc0, 0x80]], [[0xed, 0xa0, 0x80]]])('the bytes %j are not UTF-8', bytes => {
  expect(decodeUtf8(Uint8Array.from(bytes))).toBeNull()
})
