import { emptyCatalog, kindOf, problemsOf, signatureOf } from '@hookwright/engine'
import { fakeEffects, runWith } from '@hookwright/engine/testing'
import { literal } from '@hookwright/model'
import { expect, test } from 'vitest'
import { cardSpecs } from '../index.ts'
import { catalogWithFlows } from '../testing.ts'
import { actionTemplate } from './template.ts'

const drawn = (baseUrl = 'https://acme.example') => {
  let made = 0
  return actionTemplate({
    baseUrl: literal(baseUrl),
    newId: () => {
      made += 1
      return `c${made}`
    }
  })
}

test('the template is an action without problems that has an input and outputs', () => {
  const flow = drawn()
  expect(kindOf(flow, cardSpecs)).toBe('action')
  expect(problemsOf(flow, cardSpecs, catalogWithFlows(cardSpecs, {}))).toEqual([])
  const signature = signatureOf({ id: 'action', name: 'Assign', doc: flow }, cardSpecs)
  expect(signature?.inputs.map(({ label }) => label)).toEqual(['Person ID'])
  expect(signature?.outputs[0]?.fields.map(({ label }) => label)).toEqual(['Equipment ID', 'Tag'])
})

test('the template sends its input to the practice service and returns the answer', async () => {
  const flow = drawn('https://acme.example/api')
  const fx = fakeEffects(() => ({
    status: 201,
    headers: { 'content-type': 'application/json' },
    body: '{"id":"eqp_1","tag":"A-7"}'
  }))
  const [input = ''] =
    signatureOf({ id: 'a', name: null, doc: flow }, cardSpecs)?.inputs.map(({ id }) => id) ?? []
  const outcome = await runWith(flow, { [input]: 'usr_"1' }, { specs: cardSpecs, fx, catalog: emptyCatalog })
  expect(outcome.status).toMatchObject({ is: 'succeeded' })
  expect(fx.sent).toMatchObject([
    { method: 'POST', url: '/equipment', body: '{ "personId": "usr_\\"1", "item": "laptop" }' }
  ])
  expect(Object.values(outcome.result ?? {})).toEqual(['eqp_1', 'A-7'])
})
