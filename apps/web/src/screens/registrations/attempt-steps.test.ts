import type { AttemptKind } from '@hookwright/model'
import { expect, test } from 'vitest'
import type { OpenedRegistration } from '../../features/switch/api-types.ts'
import { stepsOfAttempt } from './attempt-steps.ts'

type Act = OpenedRegistration['attempts'][number]
type Line = Act['lines'][number]

const line = (params: Partial<Line>): Line => ({
  path: ['card'],
  depth: 0,
  name: 'Card',
  type: 'object-construct',
  status: 'succeeded',
  from: 0,
  to: 5,
  requests: [],
  fault: null,
  ...params
})
const sent = { method: 'POST', url: 'http://acme.example/subscriptions', status: 201, from: 1, to: 4 }
const start = line({ name: 'Webhook Registration', type: 'webhook-registration' })
const create = line({ name: 'Create subscription', type: 'api-post', requests: [sent] })
const end = line({ name: 'Return', type: 'registration-return' })

const namesOf = (kind: AttemptKind, lines: Line[], service: string | null = 'Acme HR'): string[] =>
  stepsOfAttempt(
    {
      attempt: {
        id: 'attempt-1',
        subscriptionId: 'subscription-1',
        kind,
        outcome: 'succeeded',
        startedAt: 0,
        endedAt: 100,
        fault: null,
        runId: 'run-1'
      },
      helper: null,
      lines
    },
    service
  ).map(({ name }) => name)

test('the steps of a registration are named by their purpose, and cards without requests are omitted', () => {
  expect(namesOf('registration', [start, line({}), create, end])).toEqual([
    'Asked Acme HR to send events',
    'Saved the registration data'
  ])
  expect(namesOf('deregistration', [create], null)).toEqual(['Asked the service to stop sending events'])
})

test('several cards with requests keep their names, as do steps of other kinds', () => {
  expect(namesOf('registration', [line({ name: 'Find team', requests: [sent] }), create])).toEqual([
    'Find team',
    'Create subscription'
  ])
  expect(namesOf('probe', [create])).toEqual(['Create subscription'])
})

test('failed and running cards are shown by name, and a failed return reports no data', () => {
  const failed = line({ name: 'Check plan', status: 'failed' })
  expect(namesOf('registration', [failed, line({ name: 'Wait', status: 'running', to: null })])).toEqual([
    'Check plan',
    'Wait'
  ])
  expect(namesOf('registration', [{ ...end, status: 'failed' }])).toEqual(['Return'])
  expect(namesOf('registration', [{ ...end, status: 'waiting' }])).toEqual([])
})
