import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstOfBody } from './first-of-body.ts'

test('a body becomes one line', () => {
  expect(firstOfBody('{\n  "error": "no\tsuch\u0000hook"\r\n}\n')).toBe('{ "error": "no such hook" }')
})

test('nothing is said to be nothing', () => {
  expect(firstOfBody(' \n')).toBe('an empty body')
})

test('at most 300 characters are shown, and none is cut in two', () => {
  expect(firstOfBody('😀'.repeat(400))).toBe('😀'.repeat(300))
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 6000 }), body => {
      const shown = firstOfBody(body)
      expect([...shown].length).toBeLessThanOrEqual(300)
      expect(shown).not.toMatch(/[\n\r\0]/)
    })
  )
})
