import { emptyCatalog, problemsOf, signatureOf } from '@hookwright/engine'
import { fakeEffects, runWith } from '@hookwright/engine/testing'
import { Flow, literal } from '@hookwright/model'
import { expect, test } from 'vitest'
import { cardSpecs } from '../index.ts'
import { field } from '../testing.ts'
import { probeTemplate } from './template.ts'

let count = 0
const flow = probeTemplate({
  options: [field('kind', 'Event type')],
  baseUrl: literal('http://127.0.0.1:3001'),
  newId: () => `id${++count}`
})

const endedWith = (status: number, registrationData: object = { id: 'sub_1' }) => {
  const fx = fakeEffects(() => ({ status, headers: { 'content-type': 'application/json' }, body: '{}' }))
  const start = { eventUrl: 'https://hooks.example/e/x', registrationData }
  return runWith(flow, start, { specs: cardSpecs, fx }).then(outcome => ({ fx, outcome }))
}

test('the template is a complete flow with optional inputs only', () => {
  expect(Flow.safeParse(flow).success).toBe(true)
  expect(problemsOf(flow, cardSpecs, emptyCatalog)).toEqual([])
  expect(signatureOf({ id: 'f', name: null, doc: flow }, cardSpecs)).toMatchObject({
    kind: 'probe',
    inputs: [{ label: 'Event type', required: false }]
  })
})

test('the flow requests a ping to the subscription with the stored id', async () => {
  const { fx, outcome } = await endedWith(200)
  expect(fx.sent).toMatchObject([
    { method: 'POST', url: '/api/subscriptions/sub_1/ping', authenticate: true }
  ])
  expect(outcome.status).toEqual({ is: 'succeeded' })
})

test('a refusal of the service, and Registration Data without an id, are failures', async () => {
  expect((await endedWith(403)).outcome.status.is).toBe('failed')
  const { fx, outcome } = await endedWith(200, {})
  expect(fx.sent).toEqual([])
  expect(outcome.status).toMatchObject({
    is: 'failed',
    fault: { message: expect.stringContaining('has no id') }
  })
})
