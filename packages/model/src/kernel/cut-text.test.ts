import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutText } from './cut-text.ts'

test('a text is cut at the last whole character that fits', () => {
  expect([cutText('a😀b', 4), cutText('a😀b', 3), cutText('a😀b', 2), cutText('a😀b', 0)]).toEqual([
    ...['a😀b', 'a😀', 'a', '']
  ])
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(20), (text, longest) => {
      const cut = cutText(text, longest)
      expect(text.startsWith(cut)).toBe(true)
      expect(() => encodeURIComponent(cut)).not.toThrow()
      expect(cut.length).toBeLessThanOrEqual(longest)
      expect(cut.length).toBeGreaterThanOrEqual(Math.min(text.length, longest) - 1)
    })
  )
})
