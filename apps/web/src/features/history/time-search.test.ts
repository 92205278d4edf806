import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isTimed, localMinute, millisOf, readTimeSearch, timeRangeOf } from './time-search.ts'

const at = new Date(2026, 10, 24, 14, 2).getTime()

describe('a time in an address', () => {
  test('is a period or two times', () => {
    expect(readTimeSearch({ last: '1h' })).toEqual({ last: '1h', from: undefined, to: undefined })
    expect(readTimeSearch({ from: String(at), to: at })).toEqual({ last: undefined, from: at, to: at })
  })

  test.each([{ last: '2h' }, { from: 'noon' }, { to: -1 }, { from: 1.5 }, {}])('is absent in %j', search => {
    expect(isTimed(readTimeSearch(search))).toBe(false)
  })
})

test('a period ends now, and a pair of times at the end of its last minute', () => {
  expect(timeRangeOf({ last: '15m' }, at)).toEqual({ from: at - 900_000 })
  expect(timeRangeOf({ last: 'today' }, at)).toEqual({ from: new Date(2026, 10, 24).getTime() })
  expect(timeRangeOf({ from: at }, at)).toEqual({ from: at })
  expect(timeRangeOf({ from: at, to: at }, at)).toEqual({ from: at, to: at + 60_000 })
  expect(timeRangeOf({}, at)).toEqual({})
})

test('a field for date and time has the local minute, and is parsed back', () => {
  expect(localMinute(at)).toBe('2026-11-24T14:02')
  expect(millisOf('')).toBeUndefined()
  fc.assert(
    fc.property(fc.date({ min: new Date(2001, 0), max: new Date(2099, 0), noInvalidDate: true }), date => {
      const minute = Math.floor(date.getTime() / 60_000) * 60_000
      const read = millisOf(localMinute(minute)) ?? Number.NaN
      // In the hour that a clock is set back two moments have one name.
      expect((read - minute) % 1_800_000).toBe(0)
    })
  )
})
