import fc from 'fast-check'
import { expect, test } from 'vitest'
import { utf8Length } from './utf8-length.ts'

test('the byte length of a text equals its encoded length', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (one, other) => {
      const text = one + other
      expect(utf8Length(text)).toBe(Buffer.byteLength(text))
    })
  )
})

test('half of a surrogate pair counts as three bytes', () => {
  for (const text of ['\ud83d', 'a\ud83db', '\ude00', '\ude00\ud83d'])
    expect(utf8Length(text)).toBe(Buffer.byteLength(text))
})
