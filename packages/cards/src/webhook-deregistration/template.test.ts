import { emptyCatalog, problemsOf, signatureOf } from '@hookwright/engine'
import { fakeEffects, runWith } from '@hookwright/engine/testing'
import { Flow, literal } from '@hookwright/model'
import { expect, test } from 'vitest'
import { cardSpecs } from '../index.ts'
import { field } from '../testing.ts'
import { deregistrationTemplate } from './template.ts'

let count = 0
const flow = deregistrationTemplate({
  options: [field('kind', 'Event type')],
  baseUrl: literal('http://127.0.0.1:3001'),
  newId: () => `id${++count}`
})

const answering = (status: number) => fakeEffects(() => ({ status, headers: {}, body: '' }))

const endedWith = (status: number, registrationData: object | null = { id: 'sub_1' }) => {
  const fx = answering(status)
  return runWith(flow, { registrationData }, { specs: cardSpecs, fx }).then(outcome => ({ fx, outcome }))
}

test('the template is a complete flow with optional inputs only', () => {
  expect(Flow.safeParse(flow).success).toBe(true)
  expect(problemsOf(flow, cardSpecs, emptyCatalog)).toEqual([])
  expect(signatureOf({ id: 'f', name: null, doc: flow }, cardSpecs)).toMatchObject({
    kind: 'deregistration',
    inputs: [{ label: 'Event type', required: false }]
  })
})

test('the flow deletes the subscription with the stored id', async () => {
  const { fx, outcome } = await endedWith(204)
  expect(fx.sent).toMatchObject([{ method: 'DELETE', url: '/api/subscriptions/sub_1', authenticate: true }])
  expect(outcome.status).toEqual({ is: 'succeeded' })
})

test('a subscription that no longer exists counts as deleted', async () => {
  expect((await endedWith(404)).outcome.status.is).toBe('succeeded')
})

test.each([400, 403, 500])('an answer of %i is a failure that names it', async status => {
  expect((await endedWith(status)).outcome.status).toMatchObject({
    is: 'failed',
    fault: { message: expect.stringContaining(`it answered ${status}.`) }
  })
})

test.each([null, {}])('no request is sent without a stored id (%j)', async registrationData => {
  const { fx, outcome } = await endedWith(204, registrationData)
  expect(fx.sent).toEqual([])
  expect(outcome.status).toMatchObject({
    is: 'failed',
    fault: { message: expect.stringContaining('has no id') }
  })
})
