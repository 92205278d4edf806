import { problemsOf } from '@hookwright/engine'
import { FAKE_START, fakeEffects, flowOf, runWith } from '@hookwright/engine/testing'
import { Fault, Flow, type Json, literal, one, pill, text } from '@hookwright/model'
import { expect, test } from 'vitest'
import { callFlow } from './call-flow/card.ts'
import { helperFlow } from './helper-flow/card.ts'
import { ifElse } from './if-else/card.ts'
import { ifError } from './if-error/card.ts'
import { cardSpecs } from './index.ts'
import { registrationReturn } from './registration-return/card.ts'
import { returnCard } from './return/card.ts'
import { returnErrorIf } from './return-error-if/card.ts'
import { returnOutputs } from './return-outputs/card.ts'
import { ask, catalogWithFlows, field, put } from './testing.ts'
import { webhookEvent } from './webhook-event/card.ts'
import { webhookRegistration } from './webhook-registration/card.ts'

const specs = new Map([...cardSpecs, [ask.type, ask]])

/** Event flow that outputs a user's name: the received full name, or the greeting of a helper flow. */
const greet = flowOf(
  put(helperFlow, 'start', { config: { inputs: [field('who', 'Who')] } }),
  put(returnCard, 'return', {
    config: { fields: [field('greeting', 'Greeting')] },
    inputs: { greeting: text('Dear ', pill('start', 'who')) }
  })
)

const named: Flow = {
  schemaVersion: 1,
  strip: ['event', 'fork', 'return'],
  cards: {
    event: put(webhookEvent, 'event', {
      config: { options: [field('kind', 'Kind')], registrationFlowId: 'open', deregistrationFlowId: null },
      inputs: { 'registration.topic': text('hr.', pill('event', 'option.kind')) }
    }),
    fork: put(ifElse, 'fork', {
      config: { operator: 'has-key', joins: [{ id: 'name', label: 'Name', dataType: one('text') }] },
      inputs: { left: pill('event', 'body', ['user']), right: literal('fullName') },
      blocks: [
        { id: 'then', strip: [], joins: { name: pill('event', 'body', ['user', 'fullName']) } },
        { id: 'else', strip: ['greet'], joins: { name: pill('greet', 'greeting') } }
      ]
    }),
    greet: put(callFlow, 'greet', {
      config: { flowId: 'greet' },
      inputs: { who: pill('event', 'body', ['user', 'login']) }
    }),
    return: put(returnOutputs, 'return', {
      config: {
        groups: [
          { id: 'user', name: 'User', fields: [field('name', 'Name')] },
          {
            id: 'about',
            name: 'About',
            fields: [
              field('kind', 'Kind'),
              field('agent', 'Agent'),
              field('at', 'At', { dataType: one('date') })
            ]
          }
        ],
        runMode: false
      },
      inputs: {
        name: pill('fork', 'name'),
        kind: pill('event', 'option.kind'),
        agent: pill('event', 'headers', ['user-agent']),
        at: pill('event', 'receivedAt')
      }
    })
  }
}

const open: Flow = {
  schemaVersion: 1,
  strip: ['start', 'guard', 'refuse', 'return'],
  cards: {
    start: put(webhookRegistration, 'start', { config: { inputs: [field('topic', 'Topic')] } }),
    guard: put(ifError, 'guard', {
      config: { joins: [{ id: 'why', label: 'Why', dataType: one('text') }] },
      blocks: [
        { id: 'try', strip: ['ask'], joins: {} },
        { id: 'error', strip: [], joins: { why: pill('guard', 'error', ['message']) } }
      ]
    }),
    ask: put(ask, 'ask'),
    refuse: put(returnErrorIf, 'refuse', {
      config: { operator: 'is-not-empty' },
      inputs: {
        left: pill('guard', 'why'),
        message: text('Acme HR does not send ', pill('start', 'topic'), ': ', pill('guard', 'why'))
      }
    }),
    return: put(registrationReturn, 'return', { inputs: { registrationData: literal({ kept: 'yes' }) } })
  }
}

const flows = { greet, named, open }
const around = catalogWithFlows(specs, flows)
const reach = { specs, catalog: around, flows: new Map(Object.entries(flows)) }

const delivered = (body: Json): Record<string, unknown> => ({
  body,
  headers: { 'user-agent': 'AcmeHR/1' },
  query: {},
  method: 'POST',
  receivedAt: new Date(FAKE_START).toISOString(),
  'option.kind': 'user.created'
})

test('the flows are flow documents without a problem', () => {
  for (const flow of Object.values(flows)) {
    expect(Flow.safeParse(flow).success).toBe(true)
    expect(problemsOf(flow, specs, around)).toEqual([])
  }
})

test.each([
  [{ user: { fullName: 'Jo Doe', login: 'jo' } }, 'Jo Doe'],
  [{ user: { login: 'jo' } }, 'Dear jo']
])('an event with the body %j is returned with the name “%s”', async (body, name) => {
  const outcome = await runWith(named, delivered(body), reach)
  expect(outcome.status).toEqual({ is: 'succeeded' })
  expect(outcome.result).toEqual({
    name,
    kind: 'user.created',
    agent: 'AcmeHR/1',
    at: '2026-01-02T03:04:05.678Z'
  })
})

test.each([
  ['not even an object', 'could not be read as JSON'],
  [null, 'is empty']
])(
  'an event with the body %j lacks an input of a helper flow, and the message says so',
  async (body, why) => {
    const outcome = await runWith(named, delivered(body), reach)
    expect(outcome.status).toMatchObject({
      is: 'failed',
      at: ['fork', 'greet'],
      fault: {
        code: 'card.body-unread',
        message: expect.stringMatching(
          new RegExp(
            `^The input “Who” of the card “Call Flow” received no value because the body of the request ${why}\\.`
          )
        )
      }
    })
  }
)

test('values from outside are not stored a second time in the trace', async () => {
  const outcome = await runWith(named, delivered({ user: { login: 'jo' } }), reach)
  expect(outcome.steps.map(step => [step.path.join(' '), step.outputs])).toEqual([
    ['event', 'given'],
    ['fork', { name: 'Dear jo' }],
    ['fork greet', { greeting: 'Dear jo' }],
    ['fork greet start', 'given'],
    ['fork greet return', undefined],
    ['return', undefined]
  ])
})

test('a registration returns its Registration Data', async () => {
  const outcome = await runWith(open, { eventUrl: 'https://here.example/e/1', topic: 'hr.user' }, reach)
  expect(outcome.result).toEqual({ registrationData: { kept: 'yes' }, expiresAt: null })
})

test('a registration that the service refuses fails with the maker’s sentence', async () => {
  const fx = fakeEffects(() => {
    throw new Fault('http.status', { method: 'GET', url: '/things', status: 403, body: 'no' })
  })
  const outcome = await runWith(open, { topic: 'hr.user' }, { ...reach, fx })
  expect(outcome.status).toMatchObject({
    is: 'failed',
    at: ['refuse'],
    fault: {
      code: 'card.failed',
      message: 'Acme HR does not send hr.user: GET /things was answered with 403: no'
    }
  })
})
