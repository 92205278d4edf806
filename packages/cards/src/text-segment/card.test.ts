import { runCardAlone } from '@hookwright/engine/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textSegment } from './card.ts'

const part = async (text: string | null, start: number | null, end: number | null): Promise<unknown> =>
  (await runCardAlone(textSegment, {}, { text, start, end })).output

test('the parts before and after any position make up the text, and no character is cut in two', async () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'ä', '\u{1f600}', ' ') })
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 0, max: 20 }), async (whole, at) => {
      const before = String(await part(whole, null, at))
      expect(before + String(await part(whole, at, null))).toBe(whole)
      expect([...before].length).toBe(Math.min(at, [...whole].length))
    })
  )
})

test.each([
  ['INV-2026', 4, null, '2026'],
  ['INV-2026', -4, null, '2026'],
  ['INV-2026', 0, -5, 'INV'],
  ['abc', 2, 1, ''],
  ['abc', 9, null, ''],
  [null, 0, 1, null]
])('the segment of “%s” from %s to %s is “%s”', async (text, start, end, expected) => {
  expect(await part(text, start, end)).toBe(expected)
})
