import { emptyCatalog, problemsOf, signatureOf } from '@hookwright/engine'
import { fakeEffects, runWith } from '@hookwright/engine/testing'
import { Flow, literal } from '@hookwright/model'
import { expect, test } from 'vitest'
import { cardSpecs } from '../index.ts'
import { field } from '../testing.ts'
import { renewalTemplate } from './template.ts'

let count = 0
const flow = renewalTemplate({
  options: [field('kind', 'Event type')],
  baseUrl: literal('http://127.0.0.1:3001'),
  newId: () => `id${++count}`
})
const inputs = { eventUrl: 'https://here.example/e/1', registrationData: { id: 'sub_1' } }

test('the template is a complete renewal flow with optional inputs only', () => {
  expect(Flow.safeParse(flow).success).toBe(true)
  expect(problemsOf(flow, cardSpecs, emptyCatalog)).toEqual([])
  expect(signatureOf({ id: 'f', name: null, doc: flow }, cardSpecs)).toMatchObject({
    kind: 'renewal',
    inputs: [{ label: 'Event type', required: false }],
    outputs: [{ fields: [{ id: 'registrationData' }, { id: 'expiresAt' }] }]
  })
})

test('the flow renews for another day and returns the new expiry', async () => {
  const body = JSON.stringify({ id: 'sub_1', expiresAt: '2026-02-02T00:00:00.000Z' })
  const fx = fakeEffects(() => ({ status: 200, headers: { 'content-type': 'application/json' }, body }))
  const outcome = await runWith(flow, inputs, { specs: cardSpecs, fx })
  expect(fx.sent).toMatchObject([
    { method: 'PATCH', url: '/api/subscriptions/sub_1', body: '{"expiresInSeconds":86400}' }
  ])
  expect(outcome.result).toEqual({ registrationData: null, expiresAt: '2026-02-02T00:00:00.000Z' })
})

test('no request is sent without a stored id', async () => {
  const fx = fakeEffects(() => ({ status: 200, headers: {}, body: '' }))
  const outcome = await runWith(flow, { ...inputs, registrationData: null }, { specs: cardSpecs, fx })
  expect(fx.sent).toEqual([])
  expect(outcome.status).toMatchObject({
    is: 'failed',
    fault: { message: expect.stringContaining('has no id') }
  })
})
