import { problemsOf } from '@hookwright/engine'
import { fakeEffects, flowOf, runWith } from '@hookwright/engine/testing'
import { type Card, Fault, type Flow, one, pill } from '@hookwright/model'
import { expect, test } from 'vitest'
import { callFlow } from '../call-flow/card.ts'
import { continueIf } from '../continue-if/card.ts'
import { helperFlow } from '../helper-flow/card.ts'
import { cardSpecs } from '../index.ts'
import { returnCard } from '../return/card.ts'
import { ask, catalogWithFlows, field, put } from '../testing.ts'
import { ifError } from './card.ts'

const specs = new Map([...cardSpecs, [ask.type, ask]])
const nowhere = catalogWithFlows(specs, {})
const said = { id: 'said', label: 'Said', dataType: one('text') }
const start = put(helperFlow, 'start')

const giving = put(returnCard, 'return', {
  config: { fields: [field('said', 'Said')] },
  inputs: { said: pill('guard', 'said') }
})

const guard = (tries: string): Card =>
  put(ifError, 'guard', {
    config: { joins: [said] },
    blocks: [
      { id: 'try', strip: [tries], joins: { said: pill('ask', 'body') } },
      { id: 'error', strip: [], joins: { said: pill('guard', 'error', ['message']) } }
    ]
  })

/** Returns a flow with a start card, an If Error card that tries this card, and a return card. */
const guarding = (tried: Card): Flow => {
  const flow = flowOf(start, guard(tried.id), giving)
  return { ...flow, cards: { ...flow.cards, [tried.id]: tried } }
}

const refused = new Fault('http.status', { method: 'GET', url: '/things', status: 500, body: 'busy' })
const refusing = fakeEffects(() => {
  throw refused
})
const asking = guarding(put(ask, 'ask', { title: 'Ask Acme' }))

test('the card outputs the joins of the first block if no error occurs', async () => {
  const fx = fakeEffects(() => ({ status: 200, headers: {}, body: 'hello' }))
  expect(problemsOf(asking, specs, nowhere)).toEqual([])
  expect((await runWith(asking, {}, { specs, fx })).result).toEqual({ said: 'hello' })
})

test('[row 74b] a request that fails is caught, and is kept in the trace', async () => {
  const outcome = await runWith(asking, {}, { specs, fx: refusing })
  expect(outcome.status).toEqual({ is: 'succeeded' })
  expect(outcome.result).toEqual({ said: 'GET /things was answered with 500: busy' })
  expect(outcome.steps.map(step => [step.path.join(' '), step.status])).toEqual([
    ['start', 'succeeded'],
    ['guard', 'succeeded'],
    ['guard ask', 'failed'],
    ['return', 'succeeded']
  ])
})

test('the error contains its code, the failed card and the details', async () => {
  const whole = {
    ...put(returnCard, 'return', {
      config: { fields: [field('error', 'Error', { dataType: one('object') })] },
      inputs: { error: pill('guard', 'error') }
    })
  }
  const keeping = put(ifError, 'guard', {
    config: { joins: [{ id: 'error', label: 'Error', dataType: one('object') }] },
    blocks: [
      { id: 'try', strip: ['ask'], joins: {} },
      { id: 'error', strip: [], joins: { error: pill('guard', 'error') } }
    ]
  })
  const flow = flowOf(start, keeping, whole)
  const outcome = await runWith(
    { ...flow, cards: { ...flow.cards, ask: put(ask, 'ask', { title: 'Ask Acme' }) } },
    {},
    { specs, fx: refusing }
  )
  expect(outcome.result).toEqual({
    error: {
      code: 'http.status',
      message: 'GET /things was answered with 500: busy',
      card: 'Ask Acme',
      details: { method: 'GET', url: '/things', status: 500, body: 'busy' }
    }
  })
})

test('an error of a card in a helper flow is caught too', async () => {
  const helper = flowOf(put(helperFlow, 'start'), put(ask, 'ask'))
  const calling = guarding(put(callFlow, 'ask', { config: { flowId: 'helper' } }))
  const outcome = await runWith(
    calling,
    {},
    {
      specs,
      fx: refusing,
      catalog: catalogWithFlows(specs, { helper }),
      flows: new Map([['helper', helper]])
    }
  )
  expect(outcome.result).toEqual({ said: 'GET /things was answered with 500: busy' })
})

test('a card that stops in the first block stops the run, since it is no error', async () => {
  const stopping = put(continueIf, 'stop', { config: { operator: 'is-not-empty' } })
  const outcome = await runWith(guarding(stopping), {}, { specs })
  expect(outcome.status).toEqual({ is: 'succeeded', stoppedAt: ['guard', 'stop'] })
})

test('an error in the second block fails the run', async () => {
  const flow = flowOf(
    start,
    put(ifError, 'guard', {
      blocks: [
        { id: 'try', strip: ['ask'], joins: {} },
        { id: 'error', strip: ['again'], joins: {} }
      ]
    })
  )
  const cards = { ...flow.cards, ask: put(ask, 'ask'), again: put(ask, 'again') }
  const outcome = await runWith({ ...flow, cards }, {}, { specs, fx: refusing })
  expect(outcome.status).toMatchObject({
    is: 'failed',
    at: ['guard', 'again'],
    fault: { code: 'http.status' }
  })
})

test('the limit of steps is not caught', async () => {
  const outcome = await runWith(asking, {}, { specs, fx: refusing, fuel: 2 })
  expect(outcome.status).toMatchObject({ is: 'failed', at: ['guard', 'ask'], fault: { code: 'run.fuel' } })
  expect(outcome.result).toBeNull()
})

test('cancelling a run during a request is not caught', async () => {
  const controller = new AbortController()
  const fx = fakeEffects(() => {
    controller.abort(new Fault('registration.cancelled'))
    throw new Fault('http.no-answer', { method: 'GET', url: '/things', why: 'it was ended' })
  })
  const outcome = await runWith(asking, {}, { specs, fx, signal: controller.signal })
  expect(outcome.status).toMatchObject({
    is: 'failed',
    at: ['guard', 'ask'],
    fault: { code: 'registration.cancelled' }
  })
})

test('endless recursion of helper flows is not caught', async () => {
  const round = guarding(put(callFlow, 'ask', { config: { flowId: 'round' } }))
  const outcome = await runWith(
    round,
    {},
    { specs, catalog: catalogWithFlows(specs, { round }), flows: new Map([['round', round]]) }
  )
  expect(outcome.status).toMatchObject({ is: 'failed', fault: { code: 'run.depth' } })
})

test('an internal error is not caught', async () => {
  const fx = fakeEffects(() => {
    throw new TypeError('no such thing')
  })
  const outcome = await runWith(asking, {}, { specs, fx })
  expect(outcome.status).toMatchObject({ is: 'failed', fault: { code: 'internal' } })
})

test('Error can be used in the second block only', () => {
  const flow = flowOf(
    start,
    put(ifError, 'guard', {
      config: { joins: [said] },
      blocks: [
        { id: 'try', strip: [], joins: { said: pill('guard', 'error', ['message']) } },
        { id: 'error', strip: [], joins: { said: pill('guard', 'error', ['message']) } }
      ]
    }),
    put(returnCard, 'return', {
      config: { fields: [field('said', 'Said')] },
      inputs: { said: pill('guard', 'error', ['message']) }
    })
  )
  expect(problemsOf(flow, specs, nowhere)).toMatchObject([
    { code: 'pill-field', card: 'guard', block: 'try' },
    { code: 'pill-field', card: 'return' }
  ])
})
