import { emptyCatalog, problemsOf, signatureOf } from '@hookwright/engine'
import { fakeEffects, runWith } from '@hookwright/engine/testing'
import { Flow, literal } from '@hookwright/model'
import { expect, test } from 'vitest'
import { cardSpecs } from '../index.ts'
import { listingTemplate } from './template.ts'

let count = 0
const flow = listingTemplate({
  options: [],
  baseUrl: literal('http://127.0.0.1:3001'),
  newId: () => `id${++count}`
})
const listing = (body: unknown) => {
  const headers = { 'content-type': 'application/json' }
  const fx = fakeEffects(() => ({ status: 200, headers, body: JSON.stringify(body) }))
  return runWith(flow, { eventUrl: 'https://here.example/e/1' }, { specs: cardSpecs, fx })
}

test('the template is a complete flow that lists registrations', () => {
  expect(Flow.safeParse(flow).success).toBe(true)
  expect(problemsOf(flow, cardSpecs, emptyCatalog)).toEqual([])
  expect(signatureOf({ id: 'f', name: null, doc: flow }, cardSpecs)).toMatchObject({
    kind: 'listing',
    outputs: [{ fields: [{ id: 'registrations', dataType: { kind: 'object', list: true } }] }]
  })
})

test('each subscription in the answer has its id, its URL and its Registration Data', async () => {
  const one = { id: 'sub_1', url: 'https://here.example/e/1', status: 'live' }
  const outcome = await listing([one, { id: 'sub_2', url: '' }, { id: 'sub_3' }])
  expect(outcome.result).toEqual({
    registrations: [{ id: 'sub_1', eventUrl: one.url, registrationData: one }]
  })
})

test('a service without subscriptions gives an empty list, and an answer that is not a list fails', async () => {
  expect((await listing([])).result).toEqual({ registrations: [] })
  expect((await listing('none')).status).toMatchObject({
    is: 'failed',
    fault: { code: 'card.input-type', message: expect.stringContaining('List of registrations') }
  })
})
