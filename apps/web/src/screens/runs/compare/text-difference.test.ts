import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textDifference } from './text-difference.ts'

const texts = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '😀', '😁'), maxLength: 12 })

test('the common and the different parts of two texts give both texts again', () => {
  fc.assert(
    fc.property(texts, texts, (one, other) => {
      const { before, old, next, after } = textDifference(one, other)
      expect(before + old + after).toBe(one)
      expect(before + next + after).toBe(other)
    })
  )
})

test('no character is cut in two', () => {
  fc.assert(
    fc.property(texts, texts, (one, other) => {
      for (const part of Object.values(textDifference(one, other))) expect(part.isWellFormed()).toBe(true)
    })
  )
})

test('long common parts are truncated', () => {
  const long = '-'.repeat(500)
  expect(textDifference(`${long}Hello${long}`, `${long}Hi${long}`)).toEqual({
    before: `…${'-'.repeat(40)}`,
    old: 'Hello',
    next: 'Hi',
    after: `${'-'.repeat(40)}…`
  })
  expect(textDifference('', long).next).toBe(`${'-'.repeat(400)}… (500 characters)`)
})
