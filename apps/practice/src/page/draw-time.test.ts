import { expect, test } from 'vitest'
import { drawTime } from './draw-time.ts'

const noon = new Date(2026, 0, 2, 12).getTime()

test('of today the hour is shown, of another day the day as well', () => {
  expect(drawTime(noon - 1000, noon).markup).toContain('>11:59:59</time>')
  expect(drawTime(noon - 24 * 60 * 60 * 1000, noon).markup).toContain('>1 Jan 2026, 12:00:00</time>')
})

test('a program reads the exact moment', () => {
  expect(drawTime(noon, noon).markup).toContain(`datetime="${new Date(noon).toISOString()}"`)
})
