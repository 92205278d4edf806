import { expect, test } from 'vitest'
import { type Counted, navCountsOf } from './nav-counts.ts'

const counts = (params: Partial<Counted>) =>
  navCountsOf({ flows: 0, alerts: 0, entries: 0, uncertain: 0, failing: 0, approvals: 0, ...params })

test('no count is shown while nothing waits', () => {
  expect(counts({})).toEqual([])
})

test('flows are counted without asking for attention', () => {
  expect(counts({ flows: 12 })).toEqual([
    { to: '/flows', count: 12, asks: false, seen: '12 flows', says: '12 flows', parts: ['12 flows'] }
  ])
})

test('waiting items are counted on their page, with the number of each kind', () => {
  expect(counts({ alerts: 2, entries: 1, uncertain: 3, failing: 1, approvals: 2 })).toEqual([
    {
      to: '/alerts',
      count: 2,
      asks: true,
      seen: '2 new alerts',
      says: '2 new alerts',
      parts: ['2 new alerts']
    },
    {
      to: '/registrations',
      count: 4,
      asks: true,
      seen: '4 to clean up',
      says: expect.stringMatching(/^4 to clean up: 1 cleanup entry is open, and 3 registrations/),
      parts: ['1 open cleanup entry', '3 uncertain registrations']
    },
    {
      to: '/connections',
      count: 1,
      asks: true,
      seen: '1 failing connection',
      says: '1 failing connection',
      parts: ['1 failing connection']
    },
    {
      to: '/agents',
      count: 2,
      asks: true,
      seen: '2 calls to approve',
      says: '2 calls to approve',
      parts: ['2 calls to approve']
    }
  ])
  expect(counts({ alerts: 1, entries: 2 }).flatMap(({ parts }) => parts)).toEqual([
    '1 new alert',
    '2 open cleanup entries'
  ])
})
