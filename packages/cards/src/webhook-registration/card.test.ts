import { problemsOf, signatureOf } from '@hookwright/engine'
import { flowOf, runWith } from '@hookwright/engine/testing'
import { literal, pill } from '@hookwright/model'
import { expect, test } from 'vitest'
import { cardSpecs } from '../index.ts'
import { registrationReturn } from '../registration-return/card.ts'
import { catalogWithFlows, field, put } from '../testing.ts'
import { webhookRegistration } from './card.ts'

const around = catalogWithFlows(cardSpecs, {}, { connectionFields: [{ id: 'site', label: 'Site' }] })

const start = put(webhookRegistration, 'start', { config: { inputs: [field('topic', 'Topic')] } })

test('[row 67a, 67b, 67c] the card outputs the Event URL, the signing secret, the data of a lapsed registration, its custom inputs and the values of the connection', () => {
  expect(webhookRegistration.ports(start.config, around)?.outputs.map(port => port.id)).toEqual([
    'eventUrl',
    'signingSecret',
    'lapsedData',
    'topic',
    'connection.site'
  ])
})

test('the values of the card are available to later cards', async () => {
  const hand = put(registrationReturn, 'return', { inputs: { expiresAt: pill('start', 'topic') } })
  const outcome = await runWith(
    flowOf(start, hand),
    { eventUrl: 'https://here.example/e/1', topic: '2026-02-01T00:00:00Z' },
    { specs: cardSpecs }
  )
  expect(outcome.result).toEqual({ registrationData: null, expiresAt: '2026-02-01T00:00:00Z' })
})

test('the flow needs a Return card of a registration', () => {
  expect(problemsOf(flowOf(start), cardSpecs, around)).toMatchObject([{ code: 'return-card', card: null }])
  expect(problemsOf(flowOf(start, put(registrationReturn, 'return')), cardSpecs, around)).toEqual([])
})

test.each(['eventUrl', 'signingSecret', 'connection.site'])('a custom input cannot have the id %s', id => {
  const mixed = put(webhookRegistration, 'start', { config: { inputs: [field(id, 'Mixed up')] } })
  expect(problemsOf(flowOf(mixed, put(registrationReturn, 'return')), cardSpecs, around)).toEqual([
    {
      code: 'card-config',
      card: 'start',
      message: `The input “Mixed up” has the id ${id}, which is reserved for the card. Delete the input and add it again.`
    }
  ])
})

test('the card starts a flow, so it cannot follow another card', () => {
  const second = put(webhookRegistration, 'second')
  expect(
    problemsOf(flowOf(start, second, put(registrationReturn, 'return')), cardSpecs, around)
  ).toMatchObject([{ code: 'card-misplaced', card: 'second' }])
})

test('a mapping to the card is stale, since it has no inputs', () => {
  const mapped = put(webhookRegistration, 'start', { inputs: { eventUrl: literal('https://x.example') } })
  expect(problemsOf(flowOf(mapped, put(registrationReturn, 'return')), cardSpecs, around)).toMatchObject([
    { code: 'input-unknown', field: 'eventUrl' }
  ])
})

test('the flow declares its inputs, and returns Registration Data and Expires At', () => {
  const doc = flowOf(start, put(registrationReturn, 'return'))
  expect(signatureOf({ id: 'f', name: 'Open', doc }, cardSpecs)).toMatchObject({
    kind: 'registration',
    options: [],
    inputs: [{ id: 'topic' }],
    outputs: [{ name: 'Registration', fields: [{ id: 'registrationData' }, { id: 'expiresAt' }] }],
    runMode: false
  })
})
