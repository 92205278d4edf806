import { problemsOf, signatureOf } from '@hookwright/engine'
import { flowOf, runWith } from '@hookwright/engine/testing'
import { pill } from '@hookwright/model'
import { expect, test } from 'vitest'
import { continueIf } from '../continue-if/card.ts'
import { cardSpecs } from '../index.ts'
import { registrationReturn } from '../registration-return/card.ts'
import { catalogWithFlows, field, put } from '../testing.ts'
import { webhookDeregistration } from './card.ts'

const around = catalogWithFlows(cardSpecs, {}, { connectionFields: [{ id: 'site', label: 'Site' }] })
const start = put(webhookDeregistration, 'start', { config: { inputs: [field('topic', 'Topic')] } })

test('[row 69a] the card outputs the Registration Data, its custom inputs and the values of the connection', () => {
  expect(webhookDeregistration.ports(start.config, around)?.outputs.map(port => port.id)).toEqual([
    'registrationData',
    'topic',
    'connection.site'
  ])
})

test('parts of the Registration Data can be mapped', async () => {
  const check = put(continueIf, 'check', {
    config: { operator: 'is-not-empty' },
    inputs: { left: pill('start', 'registrationData', ['id']) }
  })
  const flow = flowOf(start, check)
  expect(problemsOf(flow, cardSpecs, around)).toEqual([])
  const gone = await runWith(flow, { registrationData: {} }, { specs: cardSpecs })
  expect(gone.status).toEqual({ is: 'succeeded', stoppedAt: ['check'] })
  const there = await runWith(flow, { registrationData: { id: 41 } }, { specs: cardSpecs })
  expect(there.status).toEqual({ is: 'succeeded' })
})

test('a custom input cannot have the id registrationData', () => {
  const mixed = put(webhookDeregistration, 'start', {
    config: { inputs: [field('registrationData', 'Mixed up')] }
  })
  expect(problemsOf(flowOf(mixed), cardSpecs, around)).toMatchObject([
    { code: 'card-config', message: expect.stringContaining('has the id registrationData') }
  ])
})

test('[row 69b] the flow needs no Return card, and refuses one', () => {
  expect(problemsOf(flowOf(start), cardSpecs, around)).toEqual([])
  expect(problemsOf(flowOf(start, put(registrationReturn, 'return')), cardSpecs, around)).toMatchObject([
    { code: 'return-card', card: 'return' }
  ])
})

test('the flow declares its inputs and returns nothing', () => {
  expect(signatureOf({ id: 'f', name: 'Close', doc: flowOf(start) }, cardSpecs)).toMatchObject({
    kind: 'deregistration',
    inputs: [{ id: 'topic' }],
    outputs: []
  })
})
