import { cardSpecs } from '@hookwright/cards'
import { catalogOfMaker, prepareFlows } from '@hookwright/engine'
import { cardOf, fakeEffects, flowOf } from '@hookwright/engine/testing'
import { type Card, Fault, type Flow, listOf, literal, noAuthentication, pill } from '@hookwright/model'
import { expect, test } from 'vitest'
import type { ServiceClient } from '../kernel/effects.ts'
import { acceptingService } from '../testing/open-backend.ts'
import { runForChoices, runForFields } from './run-for-choices.ts'

const start = cardOf('helper-flow', 'start', { inputs: [] })
const ask = cardOf('raw-request', 'ask', { method: 'GET' }, { url: literal('/teams') })
const giveBack = (value: Card['inputs'][string]) =>
  cardOf(
    'return',
    'return',
    {
      fields: [
        {
          id: 'teams',
          label: 'Teams',
          fieldType: 'text-field',
          dataType: listOf('object'),
          required: false
        }
      ]
    },
    { teams: value }
  )

interface Given {
  service?: ServiceClient
  secrets?: string[]
  hurry?: boolean
}

const setupRunOf = (doc: Flow, params: Given): Parameters<typeof runForChoices>[0] => {
  const { service = acceptingService, secrets = [], hurry = false } = params
  const flow = { id: 'teams', name: 'Teams', doc }
  return {
    effects: {
      ...fakeEffects(),
      after: (_, act) => {
        if (hurry) queueMicrotask(act)
        return () => {}
      },
      scrubber: hidden => value =>
        JSON.parse(hidden.reduce((text, secret) => text.replaceAll(secret, '•••'), JSON.stringify(value)))
    },
    specs: cardSpecs,
    flow,
    prepared: prepareFlows({
      specs: cardSpecs,
      catalog: catalogOfMaker(noAuthentication, [flow], cardSpecs),
      flows: new Map([[flow.id, doc]])
    }),
    connected: { http: service, everywhere: {}, secrets, baseUrl: '' },
    values: {},
    limit: 60_000
  }
}

const choicesOf = (doc: Flow, params: Given = {}) => runForChoices(setupRunOf(doc, params))
const fieldsOf = (doc: Flow, params: Given = {}) => runForFields(setupRunOf(doc, params))

const answering =
  (body: unknown): ServiceClient =>
  async () => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body)
  })

test('[row 27] the values of a dropdown are those that the helper flow reads from the service', async () => {
  const doc = flowOf(start, ask, giveBack(pill('ask', 'json', ['teams'])))
  const service = answering({
    teams: [
      { id: 7, name: 'Sales' },
      { id: 9, name: 'Support' }
    ]
  })
  expect(await choicesOf(doc, { service })).toEqual([
    { display: 'Sales', value: '7' },
    { display: 'Support', value: '9' }
  ])
})

test('a failed helper flow is reported with its failed card and the reason, without secrets', async () => {
  const service: ServiceClient = async () => {
    throw new Fault('http.no-answer', { method: 'GET', url: '/teams?key=s3cret', why: 'nobody listens.' })
  }
  const asked = choicesOf(flowOf(start, ask, giveBack(literal([]))), { service, secrets: ['s3cret'] })
  await expect(asked).rejects.toMatchObject({
    code: 'choices.failed',
    message:
      'The dropdown could not be loaded because the helper flow “Teams” failed at “Raw Request”: GET /teams?key=••• got no answer: nobody listens.'
  })
})

test('a secret in the answer of the service does not become a choice', async () => {
  const doc = flowOf(start, ask, giveBack(pill('ask', 'json')))
  const service = answering([{ value: 's3cret' }])
  expect(await choicesOf(doc, { service, secrets: ['s3cret'] })).toEqual([{ display: '•••', value: '•••' }])
})

test.each([
  ['it returns no list', [giveBack(literal(null))], 'It returned nothing instead of a list'],
  ['it has no Return card', [], 'It has no Return card'],
  [
    'it stops before it returns',
    [
      cardOf('continue-if', 'stop', { operator: 'is-not-empty' }, { left: literal('') }),
      giveBack(literal([]))
    ],
    'It stopped at “Continue If” before it returned a list'
  ]
])('a helper flow is reported as unreadable when %s', async (_, cards, what) => {
  await expect(choicesOf(flowOf(start, ...cards))).rejects.toMatchObject({
    code: 'choices.unreadable',
    message: expect.stringContaining(`The helper flow “Teams” did not return values for a dropdown: ${what}`)
  })
})

const silent: ServiceClient = (_, signal) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason))
    if (signal.aborted) reject(signal.reason)
  })

test('a helper flow that takes too long is ended', async () => {
  const doc = flowOf(start, ask, giveBack(literal([])))
  const late = { details: { seconds: 60 } }
  const params = { service: silent, hurry: true }
  await expect(choicesOf(doc, params)).rejects.toMatchObject({ code: 'choices.timed-out', ...late })
  await expect(fieldsOf(doc, params)).rejects.toMatchObject({ code: 'fields.timed-out', ...late })
})

test('fields that cannot be loaded show the reason of the helper flow', async () => {
  const service: ServiceClient = async () => {
    throw new Fault('http.no-answer', { method: 'GET', url: '/teams', why: 'nobody listens.' })
  }
  await expect(fieldsOf(flowOf(start, ask, giveBack(literal([]))), { service })).rejects.toMatchObject({
    code: 'fields.failed',
    details: { flow: 'Teams', card: 'Raw Request' }
  })
})
