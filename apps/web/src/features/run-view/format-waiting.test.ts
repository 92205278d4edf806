import type { RunStatus, WaitsFor } from '@hookwright/model'
import { expect, test } from 'vitest'
import { formatWaiting } from './format-waiting.ts'

const now = new Date(2026, 10, 26, 14, 0).getTime()
const at = (minutes: number, waitsFor: WaitsFor): Extract<RunStatus, { is: 'waiting' }> => ({
  is: 'waiting',
  at: ['tell'],
  until: now + minutes * 60_000,
  waitsFor
})
const retry: WaitsFor = {
  is: 'retry',
  card: 'Tell',
  tried: 2,
  of: 9,
  cause: 'the service answered 503',
  byService: false
}

test('a run that is retried shows the attempt, the next time and the service', () => {
  expect(formatWaiting(at(2, retry), now, 'Acme HR')).toMatch(
    /^Waiting: attempt 2 of 9 failed because Acme HR answered 503; next attempt at (14|02):02.*\.$/
  )
  expect(formatWaiting(at(2, retry), now)).toContain('because the service answered 503;')
  expect(formatWaiting(at(0, retry), now)).toContain('retrying now')
  expect(formatWaiting(at(2, { ...retry, byService: true }), now)).toContain('which asked to wait until then')
})

test('a date is shown unless it is today', () => {
  const wait: WaitsFor = { is: 'time', card: 'Wait For' }
  expect(formatWaiting(at(2, wait), now)).not.toMatch(/26|27/)
  expect(formatWaiting(at(24 * 60, wait), now)).toMatch(/“Wait For”.*27/)
})

test('a run that is due, blocked or resumed says so', () => {
  expect(formatWaiting(at(-1, { is: 'time', card: 'Wait For' }), now)).toBe(
    '“Wait For” is over; the run continues now.'
  )
  const cause = 'The request of “Tell” was not sent because Acme HR rests.'
  const held: WaitsFor = { is: 'held', card: 'Tell', cause }
  expect(formatWaiting(at(2, held), now)).toMatch(/^Waiting until .*: The request of “Tell” was not sent/)
  expect(formatWaiting(at(-1, { is: 'asked' }), now)).toBe('The run continues now.')
})
