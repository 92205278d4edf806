import { DAY, HOUR } from '@hookwright/model'
import { expect, test } from 'vitest'
import type { ListedRegistration } from './api-types.ts'
import {
  formatNextTry,
  formatRegistrationCount,
  formatRegistrationStatus,
  isLapsed,
  isLeftover,
  signatureName
} from './format-registration.ts'
import { subscriptionOf } from './testing.ts'

const told = (params: Partial<ListedRegistration>): ListedRegistration => ({
  subscription: subscriptionOf({ status: { is: 'on' } }),
  flowId: 'flow-1',
  flowName: 'Welcome',
  event: null,
  answersUntil: null,
  expiresAt: null,
  lifetime: null,
  entry: null,
  receivedAt: null,
  confirmedAt: null,
  mayRetry: true,
  ...params
})

const entry: NonNullable<ListedRegistration['entry']> = {
  id: 'entry-1',
  subscriptionId: 'subscription-1',
  flowId: 'flow-1',
  status: { is: 'open' },
  why: { code: 'http.status', message: 'It refused.', details: {} },
  openedAt: 1_000,
  tries: 0,
  nextAt: null
}

test('an active, paused or replaced registration leaves nothing to clean up', () => {
  const replaced = subscriptionOf({ status: { is: 'on' }, wanted: false, replacedBy: 'subscription-2' })
  for (const subscription of [
    subscriptionOf({ status: { is: 'on' } }),
    subscriptionOf({ status: { is: 'paused' } }),
    replaced
  ]) {
    expect(isLeftover(told({ subscription }))).toBe(false)
  }
  expect(formatRegistrationStatus(told({ subscription: replaced, answersUntil: 90_000 })).more).toMatch(
    /^This registration still accepts events alongside its replacement until /
  )
})

test('a registration with a failed renewal, or an expired one, is shown with a warning', () => {
  const lifetime = { expiresAt: DAY, renewAt: HOUR, renewTries: 1, failed: null, gaps: [] }
  const failing = formatRegistrationStatus(told({ lifetime }))
  expect(failing).toMatchObject({ word: 'registered', tone: 'warn' })
  expect(failing.more).toMatch(/^Renewal failed and is retried at /)
  const gaps = [{ from: DAY, to: null, why: 'The service ended it.' }]
  const lapsed = told({ lifetime: { ...lifetime, gaps } })
  expect(isLapsed(lapsed)).toBe(true)
  expect(formatRegistrationStatus(lapsed)).toMatchObject({ word: 'expired', tone: 'err' })
  expect(formatRegistrationStatus(lapsed).more).toMatch(
    /^Events may have been missed since .*\. The service ended it\.$/
  )
  const closed = gaps.map(gap => ({ ...gap, to: DAY }))
  const mended = told({ lifetime: { ...lifetime, renewTries: 0, gaps: closed } })
  expect(isLapsed(mended)).toBe(false)
  expect(formatRegistrationStatus(mended)).toEqual({ word: 'registered', tone: 'ok', more: null })
})

test('an uncertain registration may need a cleanup until its entry is closed', () => {
  const subscription = subscriptionOf({ status: { is: 'ended', how: 'uncertain' }, wanted: false })
  expect(isLeftover(told({ subscription }))).toBe(true)
  const closed = { ...entry, status: { is: 'closed', how: 'by-hand', reason: 'Removed.', at: 2 } as const }
  expect(isLeftover(told({ subscription, entry: closed }))).toBe(false)
})

test('an open entry shows its next retry, or asks for a person', () => {
  expect(isLeftover(told({ entry }))).toBe(true)
  expect(formatNextTry(told({ entry: { ...entry, nextAt: 60_000 } }))).toMatch(/^The next retry is at /)
  expect(formatNextTry(told({ entry: { ...entry, tries: 1 } }))).toBe(
    'Retried 1 time. There are no more automatic retries.'
  )
  expect(formatNextTry(told({ entry, mayRetry: false }))).toContain(
    'Remove the registration at the service manually'
  )
})

test('a signature is named by its header or parameter', () => {
  expect(signatureName({ from: 'header', name: 'X-Signature' })).toBe('Signature in X-Signature')
  expect(signatureName({ from: 'query', name: 'sig' })).toBe('Signature in the parameter sig')
})

test('an Event URL entered by hand is shown as manual', () => {
  const { terms } = subscriptionOf({})
  const subscription = subscriptionOf({ status: { is: 'on' }, terms: { ...terms, registration: null } })
  expect(formatRegistrationStatus(told({ subscription }))).toEqual({
    word: 'manual',
    tone: 'neutral',
    more: 'Hookwright registers nothing: the Event URL is entered at the service manually.'
  })
})

test('Event URLs entered by hand are not counted as registered', () => {
  const { terms } = subscriptionOf({})
  const registered = told({ subscription: subscriptionOf({ status: { is: 'on' } }) })
  const byHand = told({
    subscription: subscriptionOf({ status: { is: 'on' }, terms: { ...terms, registration: null } })
  })
  const none = { left: 0, hasMore: false }
  expect(formatRegistrationCount([byHand], none)).toBe('1 manual')
  expect(formatRegistrationCount([byHand, registered], { left: 2, hasMore: true })).toBe(
    '1+ registered · 1 manual · 2 possibly left'
  )
  expect(formatRegistrationCount([], { left: 1, hasMore: false })).toBe('0 registered · 1 possibly left')
})
