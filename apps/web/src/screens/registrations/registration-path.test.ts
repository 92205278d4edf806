import { DAY, HOUR, type Subscription } from '@hookwright/model'
import { expect, test } from 'vitest'
import type { OpenedRegistration } from '../../features/switch/api-types.ts'
import { subscriptionOf } from '../../features/switch/testing.ts'
import { pathOfRegistration, requestOfRegistration } from './registration-path.ts'

const registrationOf = (
  subscription: Partial<Subscription>,
  params: Partial<OpenedRegistration> = {}
): OpenedRegistration => ({
  subscription: subscriptionOf(subscription),
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
  probedAt: null,
  signatures: [],
  attempts: [],
  attemptCount: 0,
  ...params
})

/** Looks of both lines: “done”, or “warn, broken”. */
const linesOf = (...params: Parameters<typeof registrationOf>): string[] => {
  const { toUrl, toFlow } = pathOfRegistration(registrationOf(...params))
  return [toUrl, toFlow].map(({ look, isBroken }) => `${look}${isBroken ? ', broken' : ''}`)
}

const lifetime = { expiresAt: DAY, renewAt: HOUR, renewTries: 0, failed: null, gaps: [] }

test('both lines are whole and green while a registered flow is on', () => {
  expect(linesOf({ status: { is: 'on' } })).toEqual(['done', 'done'])
})

test('a paused flow breaks the line to the flow only', () => {
  expect(linesOf({ status: { is: 'paused' } })).toEqual(['done', 'warn, broken'])
  expect(pathOfRegistration(registrationOf({ status: { is: 'paused' } })).toFlow.text).toContain('paused')
})

test('a failed renewal colors the line from the service, and a lost registration breaks it', () => {
  expect(linesOf({ status: { is: 'on' } }, { lifetime: { ...lifetime, renewTries: 1 } })).toEqual([
    'warn',
    'done'
  ])
  const gaps = [{ from: DAY, to: null, why: 'The service ended it.' }]
  expect(linesOf({ status: { is: 'on' } }, { lifetime: { ...lifetime, gaps } })).toEqual([
    'err, broken',
    'done'
  ])
})

test('an uncertain registration is a warning, and other ended ones are broken lines', () => {
  expect(linesOf({ status: { is: 'ended', how: 'uncertain' } })).toEqual(['warn, broken', 'rest, broken'])
  expect(linesOf({ status: { is: 'ended', how: 'turned-off' } })).toEqual(['rest, broken', 'rest, broken'])
})

test('a running registration, a replaced one and a manually entered Event URL are not green', () => {
  expect(linesOf({ status: { is: 'registering' } })).toEqual(['live', 'rest'])
  expect(linesOf({ status: { is: 'on' }, wanted: false })).toEqual(['rest', 'rest'])
  const { terms } = subscriptionOf({})
  expect(linesOf({ status: { is: 'on' }, terms: { ...terms, registration: null } })).toEqual(['rest', 'done'])
})

test('the request of the newest registration is named with its status', () => {
  const attemptOf = (
    kind: 'registration' | 'probe',
    status: number
  ): OpenedRegistration['attempts'][number] => ({
    attempt: {
      id: `attempt-${status}`,
      subscriptionId: 'subscription-1',
      kind,
      outcome: 'succeeded',
      startedAt: 0,
      endedAt: 9,
      fault: null,
      runId: 'run-1'
    },
    helper: null,
    lines: [
      {
        path: ['create'],
        depth: 0,
        name: 'Create',
        type: 'api-post',
        status: 'succeeded',
        from: 0,
        to: 9,
        requests: [{ method: 'POST', url: 'http://acme.example/api/subscriptions', status, from: 1, to: 8 }],
        fault: null
      }
    ]
  })
  const attempts = [attemptOf('registration', 500), attemptOf('registration', 201), attemptOf('probe', 204)]
  expect(requestOfRegistration({ attempts })).toBe('POST /api/subscriptions → 201')
  expect(requestOfRegistration({ attempts: [] })).toBeNull()
})
