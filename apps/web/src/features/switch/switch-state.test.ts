import { expect, test } from 'vitest'
import {
  confirmsTurningOff,
  formatReplacing,
  isBusy,
  newerOf,
  passedOf,
  type Replacing,
  staysOpen,
  switchStateOf
} from './switch-state.ts'
import { holdOfTest, subscriptionOf } from './testing.ts'

test('the switch shows the status of the newest subscription', () => {
  expect(switchStateOf(null, null)).toEqual({ is: 'off', after: null })
  expect(switchStateOf(subscriptionOf({}), null)).toEqual({ is: 'turning-on', from: 1_000, until: 61_000 })
  expect(switchStateOf(subscriptionOf({ status: { is: 'on' } }), null)).toEqual({ is: 'on' })
  expect(switchStateOf(subscriptionOf({ status: { is: 'paused' } }), null)).toEqual({ is: 'paused' })
  expect(switchStateOf(subscriptionOf({ status: { is: 'paused' }, hold: holdOfTest }), null)).toEqual({
    is: 'on-hold',
    why: 'The connection “People team” is no longer shared with the owner of the flow. Choose another connection, or ask its owner to share it again.'
  })
  expect(switchStateOf(subscriptionOf({ status: { is: 'deregistering' }, since: 5_000 }), null)).toEqual({
    is: 'turning-off',
    from: 5_000,
    until: 65_000,
    cancels: false
  })
})

test('a failed turning on shows off with the reason and the time; turning off shows plain off', () => {
  const refused = subscriptionOf({ status: { is: 'ended', how: 'refused' }, since: 9_000 })
  expect(switchStateOf(refused, null)).toEqual({ is: 'off', after: { how: 'refused', at: 9_000 } })
  const off = subscriptionOf({ status: { is: 'ended', how: 'turned-off' } })
  expect(switchStateOf(off, null)).toEqual({ is: 'off', after: null })
})

test('a click is shown at once, until it is answered', () => {
  const off = subscriptionOf({ status: { is: 'ended', how: 'refused' } })
  const wish = { to: 'on' as const, at: 20_000 }
  expect(switchStateOf(off, wish)).toEqual({ is: 'turning-on', from: 20_000, until: 80_000 })
  expect(switchStateOf(subscriptionOf({ status: { is: 'on' } }), wish)).toEqual({ is: 'on' })
  const unwish = { to: 'off' as const, at: 30_000 }
  expect(switchStateOf(subscriptionOf({ status: { is: 'on' } }), unwish)).toMatchObject({
    is: 'turning-off',
    cancels: false
  })
  expect(switchStateOf(subscriptionOf({}), unwish)).toMatchObject({ is: 'turning-off', cancels: true })
  expect(switchStateOf(off, unwish)).toMatchObject({ is: 'off' })
})

test('the ring fills over the given time and not beyond', () => {
  const time = { from: 1_000, until: 4_000 }
  expect(passedOf(time, 500)).toEqual({ seconds: 0, of: 3, part: 0 })
  expect(passedOf(time, 2_500)).toEqual({ seconds: 1, of: 3, part: 0.5 })
  expect(passedOf(time, 99_000)).toEqual({ seconds: 3, of: 3, part: 1 })
})

test('a switch is busy only while a change is in progress', () => {
  expect(isBusy({ is: 'turning-on', from: 0, until: 1 })).toBe(true)
  expect(isBusy({ is: 'on' })).toBe(false)
})

test('of two answers about the newest subscription the later one counts', () => {
  const before = subscriptionOf({})
  const after = subscriptionOf({ status: { is: 'on' }, since: 2_000 })
  expect(newerOf(before, after)).toBe(after)
  expect(newerOf(after, before)).toBe(after)
  const next = subscriptionOf({ id: 'subscription-2', startedAt: 9_000, since: 9_000 })
  expect(newerOf(after, next)).toBe(next)
  expect(newerOf(null, next)).toBe(next)
})

test('registering again shows whether the flow stays on or paused', () => {
  const underWay: Replacing = { is: 'under-way', from: 1_000, until: 61_000 }
  const ended = (how: 'cancelled' | 'uncertain'): Replacing => ({ is: 'failed', how, at: 9_000 })
  expect(formatReplacing(underWay, 'on', '')).toContain('and stays on.')
  expect(formatReplacing(underWay, 'paused', '')).toContain('and stays paused.')
  expect(formatReplacing(underWay, 'on-hold', '')).toContain('and stays on hold.')
  expect(formatReplacing(ended('cancelled'), 'on', '')).toContain('The flow is still on.')
  expect(formatReplacing(ended('cancelled'), 'paused', '')).toContain('The flow is still paused.')
  expect(formatReplacing(ended('uncertain'), 'paused', 'The server stopped.')).toBe(
    'The flow could not be registered again and is still paused. The server stopped.'
  )
})

test('an Event URL entered by hand is ended only after a confirmation, and its panel stays open', () => {
  const registered = subscriptionOf({ status: { is: 'on' } })
  const byHand = subscriptionOf({
    status: { is: 'on' },
    terms: { ...registered.terms, registration: null }
  })
  for (const is of ['on', 'paused'] as const) {
    expect(confirmsTurningOff({ is }, byHand)).toBe(true)
    expect(confirmsTurningOff({ is }, registered)).toBe(false)
  }
  expect(confirmsTurningOff({ is: 'on-hold', why: 'It waits.' }, byHand)).toBe(true)
  expect(confirmsTurningOff({ is: 'off', after: null }, byHand)).toBe(false)
  expect(staysOpen({ is: 'on' }, byHand)).toBe(true)
  expect(staysOpen({ is: 'on' }, registered)).toBe(false)
  expect(staysOpen({ is: 'on' }, null)).toBe(false)
})
