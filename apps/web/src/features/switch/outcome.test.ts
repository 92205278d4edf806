import { ENDPOINT_EVENT, STARTS_CONNECTOR } from '@hookwright/model'
import { expect, test } from 'vitest'
import { formatSwitchProgress } from './flow-switch.tsx'
import { logLinesOf } from './log-lines.ts'
import { connectionRefused, outcomeOf } from './outcome.ts'
import { reportOf } from './report.ts'
import { isBusy, switchStateOf } from './switch-state.ts'
import { holdOfTest, progressOf, subscriptionOf } from './testing.ts'
import type { SwitchProgress } from './use-switch.ts'

const sent = { method: 'POST', url: 'http://acme.example/api/subscriptions', status: 403, from: 10, to: 90 }
const line = (params: Partial<SwitchProgress['lines'][number]>): SwitchProgress['lines'][number] => ({
  path: ['start'],
  depth: 0,
  name: 'Webhook Registration',
  type: 'webhook-registration',
  status: 'succeeded',
  from: 0,
  to: 5,
  requests: [],
  fault: null,
  ...params
})
const attempt: SwitchProgress['attempt'] = {
  id: 'attempt-1',
  subscriptionId: 'subscription-1',
  kind: 'registration',
  outcome: 'running',
  startedAt: 1_000,
  endedAt: null,
  fault: null,
  runId: null
}
const refused = progressOf({
  subscription: subscriptionOf({
    status: { is: 'ended', how: 'refused' },
    fault: {
      code: 'registration.refused',
      message: 'The flow stays off.',
      details: {
        why: 'The service refused.',
        card: 'Create subscription',
        at: 'create',
        flowId: 'register-1',
        flowName: 'Register',
        status: 403,
        said: 'plan does not allow webhooks'
      }
    }
  }),
  attempt,
  lines: [
    line({}),
    line({
      path: ['create'],
      name: 'Create subscription',
      status: 'failed',
      from: 10,
      to: 90,
      requests: [sent]
    }),
    line({ path: ['return'], name: 'Return', status: 'waiting', from: null, to: null })
  ]
})

const tell = (progress: SwitchProgress) => outcomeOf(progress, switchStateOf(progress.subscription, null))
const log = (progress: SwitchProgress) =>
  logLinesOf(progress, !isBusy(switchStateOf(progress.subscription, null)))

test('a refused registration names the card, the status and the answer of the service, and links to the card', () => {
  expect(tell(refused)).toEqual({
    tone: 'err',
    title: 'Could not turn on',
    sentences: [
      'The registration flow “Register” failed at the card “Create subscription”: the service responded with 403.',
      'No registration was left at the service.'
    ],
    said: 'plan does not allow webhooks',
    failed: { connectorId: 'connector-1', flowId: 'register-1', card: 'create' }
  })
})

test('the log has the Event URL, each finished card and its requests', () => {
  expect(log(refused).map(({ is, words, requests }) => [is, words, ...requests])).toEqual([
    ['done', 'Event URL created: /e/…9f2Q'],
    ['done', 'Webhook Registration'],
    ['failed', 'Create subscription', 'POST /api/subscriptions → 403']
  ])
})

test('the log of a registration in progress has the cards still to come', () => {
  const { lines } = refused
  const underWay = progressOf({
    attempt,
    lines: lines.map(each => ({ ...each, status: 'waiting' as const }))
  })
  expect(log(underWay)).toHaveLength(4)
  expect(formatSwitchProgress(underWay)).toBe('Registration: 0 of 3 steps')
  expect(tell(underWay).title).toBe('Turning on…')
})

test('the log of turning off has no Event URL, and says when something may be left at the service', () => {
  const off = progressOf({
    subscription: subscriptionOf({ status: { is: 'ended', how: 'turned-off' } }),
    attempt: { ...attempt, kind: 'deregistration' },
    openCleanup: 1,
    lines: [line({ status: 'failed' })]
  })
  expect(log(off)).toHaveLength(1)
  expect(tell(off)).toMatchObject({ tone: 'warn', title: 'The flow is off' })
})

test('a refused deregistration quotes the service', () => {
  const off = progressOf({
    subscription: subscriptionOf({ status: { is: 'ended', how: 'turned-off' } }),
    attempt: {
      ...attempt,
      kind: 'deregistration',
      fault: {
        code: 'deregistration.failed',
        message: 'DELETE /subscriptions/1 was answered with 500: Not now.',
        details: { method: 'DELETE', url: '/subscriptions/1', status: 500, body: 'Not now.' }
      }
    },
    openCleanup: 1
  })
  expect(tell(off)).toMatchObject({
    sentences: [
      'The service responded to the deregistration flow with 500.',
      'A registration may still exist at the service. Remove it there, then close the entry below.'
    ],
    said: 'Not now.'
  })
})

test('a card still waiting when turning on is cancelled is shown as interrupted', () => {
  const cancelled = progressOf({
    subscription: subscriptionOf({ status: { is: 'ended', how: 'cancelled' } }),
    attempt,
    lines: [line({ status: 'running', to: null, requests: [{ ...sent, status: null, to: null }] })]
  })
  expect(log(cancelled).at(-1)).toMatchObject({
    is: 'broken-off',
    requests: ['POST /api/subscriptions → no answer']
  })
  expect(tell(cancelled).sentences).toEqual(['No registration was left at the service.'])
})

const lost = { ...sent, status: null }
const unreached = {
  code: 'http.no-answer',
  message: 'The service was not reached.',
  details: { sent: 'no' }
} as const

test.each([
  ['whose answer was lost is uncertain', 'uncertain', { requests: [lost] }],
  [
    'that was answered has failed, though what it asked for may exist',
    'failed',
    { requests: [{ ...sent, status: 500 }] }
  ],
  ['whose request never left has failed', 'failed', { requests: [lost], fault: unreached }],
  ['that only asked has failed', 'failed', { requests: [{ ...lost, method: 'GET' }] }]
] as const)('a card %s, and has a link to its place', (_, is, params) => {
  const { requests, ...rest } = params
  const ended = progressOf({
    subscription: subscriptionOf({ status: { is: 'ended', how: 'uncertain' } }),
    attempt: { ...attempt, outcome: 'uncertain' },
    lines: [line({ path: ['create'], status: 'failed', to: 90, requests: [...requests], ...rest })]
  })
  expect(log(ended).at(-1)).toMatchObject({ is, card: { card: 'create' } })
})

test('an uncertain registration is not reported as removed', () => {
  const uncertain = progressOf({
    subscription: subscriptionOf({
      status: { is: 'ended', how: 'uncertain' },
      fault: {
        code: 'registration.may-exist',
        message: 'It may exist.',
        details: { why: 'The line was cut.' }
      }
    })
  })
  expect(tell(uncertain).sentences).toEqual([
    'The line was cut.',
    'The subscription may still exist at the service. If you find it there, remove it.'
  ])
})

test('a report is Markdown with outcome and log', () => {
  const report = reportOf({
    name: 'Welcome newcomers',
    connectorName: 'Acme HR',
    at: '24 Nov 2026, 14:02',
    outcome: tell(refused),
    lines: log(refused)
  })
  expect(report).toBe(`## Welcome newcomers: Could not turn on

Acme HR, 24 Nov 2026, 14:02

The registration flow “Register” failed at the card “Create subscription”: the service responded with 403.
No registration was left at the service.

Response of the service:

\`\`\`
plan does not allow webhooks
\`\`\`

### Log

- ✓ Event URL created: /e/…9f2Q
- ✓ Webhook Registration (5 ms)
- ✕ Create subscription (80 ms): POST /api/subscriptions → 403
`)
})

// review: trial 7
test('a registration refused with 401 links to its connection', () => {
  const { subscription } = refused
  const refusedWith = (status: number, connectionId: string | null) =>
    progressOf({
      ...refused,
      subscription: {
        ...subscription,
        terms: { ...subscription.terms, connectionId },
        fault: subscription.fault && {
          ...subscription.fault,
          details: { ...subscription.fault.details, status }
        }
      }
    })
  const unauthorized = refusedWith(401, 'connection-1')
  expect(connectionRefused(unauthorized)).toBe('connection-1')
  expect(tell(unauthorized).sentences).toContain(
    'The service rejected the credentials. Replace the values of the connection.'
  )
  expect(connectionRefused(refusedWith(403, 'connection-1'))).toBeNull()
  expect(connectionRefused(refusedWith(401, null))).toBeNull()
})

// review: trial 6
test('a deregistration answered with 404 reports that nothing was there to remove', () => {
  const removed = (status: number) =>
    progressOf({
      subscription: subscriptionOf({ status: { is: 'ended', how: 'turned-off' } }),
      attempt: { ...attempt, kind: 'deregistration', outcome: 'succeeded', endedAt: 1_090 },
      lines: [line({ status: 'failed', requests: [{ ...sent, method: 'DELETE', status }] })]
    })
  expect(tell(removed(404))).toMatchObject({
    tone: 'neutral',
    sentences: expect.arrayContaining(['The service responded with 404: the registration no longer existed.'])
  })
  expect(tell(removed(204)).sentences).not.toContainEqual(expect.stringContaining('no longer existed'))
})

// review: services 16
test('without a deregistration flow the outcome says that the Event URL has to be removed by hand', () => {
  const off = (deregistration: { flowId: string; inputs: Record<string, never> } | null) => {
    const subscription = subscriptionOf({ status: { is: 'ended', how: 'turned-off' } })
    return progressOf({ subscription: { ...subscription, terms: { ...subscription.terms, deregistration } } })
  }
  const byHand = expect.stringContaining('Remove the Event URL at the service manually')
  expect(tell(off(null)).sentences).toContainEqual(byHand)
  expect(tell(off({ flowId: 'remove', inputs: {} })).sentences).not.toContainEqual(byHand)
})

test('a flow that came on says everything that is to be entered and chosen at the service', () => {
  const on = (terms: Partial<SwitchProgress['subscription']['terms']>) => {
    const subscription = subscriptionOf({ status: { is: 'on' } })
    return tell(progressOf({ subscription: { ...subscription, terms: { ...subscription.terms, ...terms } } }))
  }
  const choose =
    'If the service asks for a content type, choose JSON. Choose only the events that this flow uses.'
  expect(on({ registration: null, secretByHand: true }).sentences).toEqual([
    'To receive events, copy the Event URL and the Signing Secret and enter both at the service.',
    choose
  ])
  expect(on({ registration: null }).sentences).toEqual([
    'To receive events, copy the Event URL and enter it at the service.',
    choose
  ])
  expect(on({ registration: { flowId: 'register', inputs: {} } }).sentences).not.toContain(choose)
})

test('a flow that came on tells the steps of its event instead of general ones', () => {
  const { terms, ...subscription } = subscriptionOf({ status: { is: 'on' } })
  const progress = progressOf({
    subscription: { ...subscription, terms: { ...terms, registration: null } },
    byHandNote: 'Open Webhooks.\nAdd one.'
  })
  expect(tell(progress).sentences.slice(1)).toEqual([
    'Open Webhooks.\nAdd one.',
    'Choose only the events that this flow uses.'
  ])
})

test('an uncertain registration under repair says so, and an earlier one is mentioned when the flow is on', () => {
  const subscription = subscriptionOf({
    status: { is: 'ended', how: 'uncertain' },
    fault: { code: 'registration.uncertain', message: 'It was interrupted.', details: {} }
  })
  const inDoubt = tell(progressOf({ subscription, repairing: true }))
  expect(inDoubt.sentences.at(-1)).toContain('turns the flow on again')
  const on = progressOf({ subscription: subscriptionOf({ status: { is: 'on' } }), inDoubt: 1 })
  expect(tell(on).sentences[0]).toContain('may still exist at the service')
})

// review: issue 24 section 3
test.each([
  ['was refused', { how: 'refused' }, 'registration.refused'],
  ['was cancelled', { how: 'cancelled' }, 'registration.cancelled']
] as const)('turning on that %s says what an earlier registration may have left', (_, how, code) => {
  const subscription = subscriptionOf({
    status: { is: 'ended', ...how },
    fault: { code, message: 'It was not registered.', details: { why: 'It refused.' } }
  })
  const last = (inDoubt: number) => tell(progressOf({ subscription, inDoubt })).sentences.at(-1)
  expect(last(0)).toBe('No registration was left at the service.')
  expect(last(1)).toBe(
    'An earlier registration of this flow may still exist at the service. Check it under Registrations.'
  )
})

const ofSchedule = { connectorId: STARTS_CONNECTOR, eventFlowId: 'schedule' }
const ofEndpoint = { connectorId: STARTS_CONNECTOR, eventFlowId: ENDPOINT_EVENT }
test.each([
  ['paused', {}, 'Events are stored and run when it resumes.'],
  ['on hold', {}, 'Events are stored and run when the hold ends.'],
  [
    'paused',
    ofSchedule,
    'When it resumes, the flow runs once, for the latest scheduled time that it missed.'
  ],
  ['on hold', ofEndpoint, 'Calls to the API endpoint get 503 until the hold ends.']
])('a flow that is %s says what it delays', (state, start, said) => {
  const terms = { ...subscriptionOf({}).terms, ...start }
  const hold = state === 'on hold' ? holdOfTest : null
  const told = tell(progressOf({ subscription: subscriptionOf({ status: { is: 'paused' }, hold, terms }) }))
  expect(told.title).toBe(`The flow is ${state}`)
  expect(told.sentences.at(-1)).toBe(said)
})
