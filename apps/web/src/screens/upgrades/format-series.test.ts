import { expect, test } from 'vitest'
import { formatFlowCount, formatMoved, formatPlan, formatSeries } from './format-series.ts'

test('a plan counts the flows that are registered again, changed in place and not upgraded', () => {
  const plan = [{ does: 're-register' }, { does: 'in-place' }, { does: 're-register' }] as const
  expect(formatPlan(plan)).toBe('1 in place, 2 registered again, 0 cannot upgrade')
  expect(formatPlan([{ does: 're-register' }, { does: 'lost' }])).toBe(
    '0 in place, 1 registered again, 1 cannot upgrade'
  )
})

test('one flow uses the singular', () => {
  expect([formatFlowCount(1), formatFlowCount(2)]).toEqual(['1 flow is', '2 flows are'])
  expect(formatMoved(1)).toMatch(/^1 flow is .* so its events .* It gets a new Event URL/)
  expect(formatMoved(2)).toMatch(/^2 flows are .* so their events .* Each gets a new Event URL/)
})

test('a series counts finished flows, while running and at its end', () => {
  expect(formatSeries({ of: 6, done: 5, isRunning: true })).toBe(
    '5 of 6 flows done; the next one is in progress.'
  )
  expect(formatSeries({ of: 6, done: 5, isRunning: false })).toBe('5 of 6 flows done.')
})
