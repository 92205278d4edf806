import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE, SECOND } from '../kernel/millis.ts'
import { AlertUrl, sendAgainAt } from './alert-endpoint.ts'

describe('the schedule of retries', () => {
  const after = (tries: number, random = 0, notBefore: number | null = null) =>
    sendAgainAt({ tries, now: 1_000, random, notBefore })

  test('follows the schedule of the specification, up to three days after the first try', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(tries => (after(tries) ?? 0) - 1_000)
    const hours = [2, 5, 10, 14, 20, 24].map(count => count * HOUR)
    expect(waits).toEqual([5 * SECOND, 5 * MINUTE, 30 * MINUTE, ...hours])
    const all = waits.reduce((sum, wait) => sum + wait, 0)
    expect(all).toBe(75 * HOUR + 35 * MINUTE + 5 * SECOND)
    expect(after(10)).toBeNull()
  })

  test('is varied at random, up to a tenth later', () => {
    expect(after(2, 0.5)).toBe(1_000 + 5 * MINUTE * 1.05)
  })

  test('waits as long as the endpoint asks for, at most a day', () => {
    expect(after(1, 0, HOUR)).toBe(HOUR)
    expect(after(2, 0, 2_000)).toBe(1_000 + 5 * MINUTE)
    expect(after(1, 0, 9 * DAY)).toBe(1_000 + DAY)
  })
})

describe('an address for alerts', () => {
  test.each(['https://pager.acme.example/hooks?team=1', 'http://127.0.0.1:4343/a'])('can be %s', url => {
    expect(AlertUrl.parse(url)).toBe(url)
  })

  test.each(['', 'pager.acme.example', 'ftp://acme.example', 'https://ann:secret@acme.example/'])(
    'cannot be “%s”',
    url => {
      expect(AlertUrl.safeParse(url).error?.issues[0]?.message).toMatch(/^[A-Z].*\.$/)
    }
  )
})
