import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeHex, encodeHex } from './hex.ts'

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
