import { expect, test } from 'vitest'
import { scrolledTo } from './use-tab-in-sight.ts'

const row = { scrollLeft: 0, clientWidth: 300 }

test('the row keeps its scroll position while its active tab is visible', () => {
  expect(scrolledTo(row, { offsetLeft: 100, offsetWidth: 80 })).toBe(0)
  expect(scrolledTo({ ...row, scrollLeft: 90 }, { offsetLeft: 100, offsetWidth: 80 })).toBe(90)
})

test('a tab beyond either end is scrolled to that end', () => {
  expect(scrolledTo(row, { offsetLeft: 400, offsetWidth: 80 })).toBe(180)
  expect(scrolledTo({ ...row, scrollLeft: 200 }, { offsetLeft: 100, offsetWidth: 80 })).toBe(100)
})

test('a tab wider than the row is scrolled to its start', () => {
  expect(scrolledTo(row, { offsetLeft: 400, offsetWidth: 500 })).toBe(400)
})
