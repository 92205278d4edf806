import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linesOfText } from './lines-of-text.ts'

test('words that do not fit continue on the next line', () => {
  expect(linesOfText('', 100, 10)).toBe(1)
  expect(linesOfText('oooo oooo', 60, 10)).toBe(1)
  expect(linesOfText('oooo oooo', 50, 10)).toBe(2)
})

test('a word longer than a line is broken', () => {
  expect(linesOfText('o'.repeat(25), 60, 10)).toBe(3)
  expect(linesOfText(`oo ${'o'.repeat(15)} oo`, 60, 10)).toBe(3)
})

test('a word continues on the next line after a hyphen between letters, but not before a number', () => {
  expect(linesOfText('oooo oo-oo', 50, 10)).toBe(2)
  expect(linesOfText('oooo oo-oo oooo', 50, 10)).toBe(2)
  expect(linesOfText('oooo oo-11 oooo', 50, 10)).toBe(3)
})

test('narrow letters take less space than wide ones', () => {
  expect(linesOfText('i'.repeat(20), 60, 10)).toBe(1)
  expect(linesOfText('W'.repeat(20), 60, 10)).toBe(4)
})

test('a wider line never needs more lines', () => {
  fc.assert(
    fc.property(fc.lorem({ maxCount: 30 }), fc.integer({ min: 60, max: 300 }), (text, room) => {
      expect(linesOfText(text, room, 12)).toBeGreaterThanOrEqual(linesOfText(text, room + 40, 12))
    })
  )
})
