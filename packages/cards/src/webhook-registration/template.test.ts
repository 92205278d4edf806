import { emptyCatalog, problemsOf, signatureOf } from '@hookwright/engine'
import { fakeEffects, runWith } from '@hookwright/engine/testing'
import { type Binding, Flow, literal, pill, text } from '@hookwright/model'
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

/** Returns the start values of a flow, given values by input label. */
const givenTo = (flow: Flow, values: Record<string, string>) => {
  const { inputs = [] } = signatureOf({ id: 'f', name: null, doc: flow }, cardSpecs) ?? {}
  const byId = inputs.map(({ id, label }): [string, string | null] => [id, values[label] ?? null])
  return {
    eventUrl: 'https://here.example/e/1',
    signingSecret: 'made-here',
    ...Object.fromEntries(byId)
  }
}

test('the template is a complete flow', () => {
  const flow = template()
  expect(Flow.safeParse(flow).success).toBe(true)
  expect(problemsOf(flow, cardSpecs, emptyCatalog)).toEqual([])
})

test.each([
  ['a fixed base URL', literal('https://api.github.com')],
  ['a base URL of each connection', text('https://', pill('connection', 'site'), '.acme.example')],
  ['a base URL that a field of each connection starts', text(pill('connection', 'site'), '/rest')]
])('the template for another service with %s has no part of the practice service', (_, baseUrl) => {
  const flow = template({ baseUrl })
  expect(JSON.stringify(flow)).not.toMatch(/\/api|\/subscriptions|user\.created|expiresAt":/)
  const create = Object.values(flow.cards).find(({ title }) => title === 'Create subscription')
  expect(problemsOf(flow, cardSpecs, emptyCatalog)).toMatchObject([{ card: create?.id, field: 'url' }])
  expect(create?.note).toContain('Enter the path of the request that creates a webhook')
  const wish = Object.values(flow.cards).find(({ title }) => title === 'Requested subscription')
  expect(wish?.config).toMatchObject({
    keys: [{ key: 'url' }, { key: 'eventType' }, { key: 'department' }, { key: 'secret' }]
  })
})

// review: screens 8
test('the timeout of its request is the limit of a registration', async () => {
  const fx = json(201, { id: 'sub_1', secret: 's' })
  const flow = template()
  await runWith(flow, givenTo(flow, { 'Event type': 'user.created' }), { specs: cardSpecs, fx })
  expect(fx.sent).toMatchObject([{ timeout: 60_000 }])
})

test('the flow has an input for each option, required if the option is', () => {
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

test('the flow subscribes at the practice service with the generated secret, and stores the data to deregister', async () => {
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

test('an option that the practice service does not know is an unused input', async () => {
  const flow = template({ options: [field('size', 'Batch size')] })
  const fx = json(201, { id: 'sub_1' })
  await runWith(flow, givenTo(flow, { 'Batch size': '5' }), { specs: cardSpecs, fx })
  expect(fx.sent[0]?.body).toBe(
    '{"url":"https://here.example/e/1","eventType":"user.created","key":"made-here"}'
  )
})

test('the flow fails if the answer names no subscription', async () => {
  const flow = template()
  const outcome = await runWith(flow, givenTo(flow, {}), { specs: cardSpecs, fx: json(200, {}) })
  expect(outcome.status).toMatchObject({
    is: 'failed',
    fault: { message: expect.stringContaining('returned no subscription id') }
  })
})
