import { expect, test } from 'vitest'
import { scrolledTo } from './use-tab-in-sight.ts'

const row = { scrollLeft: 0, clientWidth: 300 }

test('a row stays as it is scrolled while its active tab is in sight', () => {
  expect(scrolledTo(row, { offsetLeft: 100, offsetWidth: 80 })).toBe(0)
  expect(scrolledTo({ ...row, scrollLeft: 90 }, { offsetLeft: 100, offsetWidth: 80 })).toBe(90)
})

test('a tab beyond either end of the row comes to that end', () => {
  expect(scrolledTo(row, { offsetLeft: 400, offsetWidth: 80 })).toBe(180)
  expect(scrolledTo({ ...row, scrollLeft: 200 }, { offsetLeft: 100, offsetWidth: 80 })).toBe(100)
})

test('of a tab that is wider than the row the beginning is in sight', () => {
  expect(scrolledTo(row, { offsetLeft: 400, offsetWidth: 500 })).toBe(400)
})
