import { noSurroundings, problemsOf, signatureOf } from '@hookwright/engine'
import { fakeEffects, runWith } from '@hookwright/engine/testing'
import { type Binding, Flow, literal } from '@hookwright/model'
import { expect, test } from 'vitest'
import { cardSpecs } from '../index.ts'
import { field } from '../testing.ts'
import { registrationTemplate } from './template.ts'

const counting = () => {
  let count = 0
  return () => `id${++count}`
}

const options = [field('kind', 'Event type'), field('where', 'Department', { required: false })]

const template = (params: { options?: ReturnType<typeof field>[]; baseUrl?: Binding } = {}) =>
  registrationTemplate({
    options: params.options ?? options,
    baseUrl: params.baseUrl ?? literal('http://127.0.0.1:3001/api'),
    newId: counting()
  })

const json = (status: number, body: object) =>
  fakeEffects(() => ({
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body)
  }))

/** The inputs of its start card by label, with these values. */
const givenTo = (flow: Flow, values: Record<string, string>) => {
  const { inputs = [] } = signatureOf({ id: 'f', name: null, doc: flow }, cardSpecs) ?? {}
  const byId = inputs.map(({ id, label }): [string, string | null] => [id, values[label] ?? null])
  return {
    eventUrl: 'https://here.example/e/1',
    signingSecret: 'made-here',
    ...Object.fromEntries(byId)
  }
}

test('it is a flow without anything to fix', () => {
  const flow = template()
  expect(Flow.safeParse(flow).success).toBe(true)
  expect(problemsOf(flow, cardSpecs, noSurroundings)).toEqual([])
})

// review: screens 8
test('its request may take as long as registering may', async () => {
  const fx = json(201, { id: 'sub_1', secret: 's' })
  const flow = template()
  await runWith(flow, givenTo(flow, { 'Event type': 'user.created' }), { specs: cardSpecs, fx })
  expect(fx.sent).toMatchObject([{ timeout: 60_000 }])
})

test('it has an input for each option, as required as the option is', () => {
  const signature = signatureOf({ id: 'f', name: null, doc: template() }, cardSpecs)
  expect(signature?.kind).toBe('registration')
  expect(signature?.inputs.map(({ label, required }) => [label, required])).toEqual([
    ['Event type', true],
    ['Department', false]
  ])
  expect(signature?.outputs.flatMap(group => group.fields.map(({ label }) => label))).toContain(
    'Registration Data'
  )
})

test('it asks for a subscription in the words of the practice service, signed with the secret that is made for it, and keeps what takes it back', async () => {
  const flow = template()
  const fx = json(201, { id: 'sub_1', secret: 's3cret', status: 'live' })
  const outcome = await runWith(flow, givenTo(flow, { 'Event type': 'user.created', Department: 'sales' }), {
    specs: cardSpecs,
    fx
  })
  expect(fx.sent).toMatchObject([
    {
      method: 'POST',
      url: '/subscriptions',
      authenticate: true,
      body: '{"url":"https://here.example/e/1","eventType":"user.created","department":"sales","key":"made-here"}'
    }
  ])
  expect(outcome).toMatchObject({
    status: { is: 'succeeded' },
    result: { registrationData: { id: 'sub_1', secret: 's3cret' }, expiresAt: null }
  })
})

test('an option that the practice service does not know is an input that waits to be used', async () => {
  const flow = template({ options: [field('size', 'Batch size')] })
  const fx = json(201, { id: 'sub_1' })
  await runWith(flow, givenTo(flow, { 'Batch size': '5' }), { specs: cardSpecs, fx })
  expect(fx.sent[0]?.body).toBe(
    '{"url":"https://here.example/e/1","eventType":"user.created","key":"made-here"}'
  )
})

test('it fails when the answer names no subscription', async () => {
  const flow = template()
  const outcome = await runWith(flow, givenTo(flow, {}), { specs: cardSpecs, fx: json(200, {}) })
  expect(outcome.status).toMatchObject({
    is: 'failed',
    fault: { message: expect.stringContaining('returned no subscription id') }
  })
})
