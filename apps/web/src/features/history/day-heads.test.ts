import { HOUR } from '@hookwright/model'
import { expect, test } from 'vitest'
import { dayHeads, formatDay } from './day-heads.ts'

const noon = new Date(2026, 10, 24, 12).getTime()

test('a day is “Today”, “Yesterday” or a date', () => {
  expect(formatDay(noon, noon + 11 * HOUR)).toBe('Today')
  expect(formatDay(noon, noon + 13 * HOUR)).toBe('Yesterday')
  expect(formatDay(noon, noon + 35 * HOUR)).toBe('Yesterday')
  expect(formatDay(noon, noon + 37 * HOUR)).toBe('24 Nov 2026')
})

test('a heading for the day stands before the first row of each day', () => {
  expect([...dayHeads([])]).toEqual([])
  expect([...dayHeads([noon + HOUR, noon, noon - 13 * HOUR, noon - 14 * HOUR])]).toEqual([0, 2])
})
