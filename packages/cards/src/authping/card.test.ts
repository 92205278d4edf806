import { problemsOf, signatureOf } from '@hookwright/engine'
import { fakeEffects, flowOf, runWith } from '@hookwright/engine/testing'
import { Fault, pill } from '@hookwright/model'
import { expect, test } from 'vitest'
import { cardSpecs } from '../index.ts'
import { returnCard } from '../return/card.ts'
import { ask, catalogWithFlows, field, put } from '../testing.ts'
import { authping } from './card.ts'

const around = catalogWithFlows(cardSpecs, {}, { connectionFields: [{ id: 'site', label: 'Site' }] })
const start = put(authping, 'start')
const named = put(returnCard, 'return', {
  config: { fields: [field('account', 'Account')] },
  inputs: { account: pill('start', 'connection.site') }
})

test('the card outputs the values of the connection, wherever the run was started', async () => {
  const flow = flowOf(start, named)
  expect(problemsOf(flow, cardSpecs, around)).toEqual([])
  const outcome = await runWith(
    flow,
    {},
    { specs: cardSpecs, everywhere: { 'connection.site': 'acme.example' } }
  )
  expect(outcome.result).toEqual({ account: 'acme.example' })
})

test('a value that the connection no longer has is a problem', () => {
  expect(problemsOf(flowOf(start, named), cardSpecs, catalogWithFlows(cardSpecs, {}))).toMatchObject([
    { code: 'pill-field', card: 'return', field: 'account' }
  ])
})

test('the flow needs no Return card, and fails when the service refuses', async () => {
  const specs = new Map([...cardSpecs, [ask.type, ask]])
  const flow = flowOf(start, put(ask, 'ask'))
  expect(problemsOf(flow, specs, around)).toEqual([])
  const outcome = await runWith(
    flow,
    {},
    {
      specs,
      fx: fakeEffects(() => {
        throw new Fault('http.status', { method: 'GET', url: '/things', status: 401, body: 'no such key' })
      })
    }
  )
  expect(outcome.status).toMatchObject({ is: 'failed', at: ['ask'], fault: { code: 'http.status' } })
})

test('the flow has no inputs', () => {
  expect(signatureOf({ id: 'f', name: '_authping', doc: flowOf(start, named) }, cardSpecs)).toMatchObject({
    kind: 'authping',
    inputs: [],
    options: [],
    outputs: [{ fields: [{ id: 'account' }] }]
  })
})
