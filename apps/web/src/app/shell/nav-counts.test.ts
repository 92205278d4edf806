import { expect, test } from 'vitest'
import { navCountsOf } from './nav-counts.ts'

test('nothing is told while nothing waits', () => {
  expect(navCountsOf({ alerts: 0, entries: 0, uncertain: 0 })).toEqual([])
})

test('what waits is counted by where it is looked after, and says how many there are of what', () => {
  expect(navCountsOf({ alerts: 2, entries: 1, uncertain: 3 })).toEqual([
    {
      to: '/alerts',
      count: 2,
      seen: '2 new alerts',
      says: '2 new alerts',
      parts: ['2 new alerts']
    },
    {
      to: '/registrations',
      count: 4,
      seen: '4 to clean up',
      says: expect.stringMatching(/^4 to clean up: 1 cleanup entry is open, and 3 registrations/),
      parts: ['1 open cleanup entry', '3 uncertain registrations']
    }
  ])
  expect(navCountsOf({ alerts: 1, entries: 2, uncertain: 0 }).flatMap(({ parts }) => parts)).toEqual([
    '1 new alert',
    '2 open cleanup entries'
  ])
})
