import { problemsOf } from '@hookwright/engine'
import { flowOf, runWith } from '@hookwright/engine/testing'
import { type Card, type Flow, literal, one, pill } from '@hookwright/model'
import { expect, test } from 'vitest'
import { continueIf } from '../continue-if/card.ts'
import { helperFlow } from '../helper-flow/card.ts'
import { cardSpecs } from '../index.ts'
import { returnCard } from '../return/card.ts'
import { returnErrorIf } from '../return-error-if/card.ts'
import { catalogWithFlows, field, put } from '../testing.ts'
import { webhookDeregistration } from '../webhook-deregistration/card.ts'
import { callFlow } from './card.ts'

const count = field('count', 'Count', { dataType: one('number') })

/** Helper flow that returns its input “count”. It stops early for 0 and fails below 0. */
const inner = flowOf(
  put(helperFlow, 'start', { config: { inputs: [count] } }),
  put(continueIf, 'go', {
    config: { operator: 'not-equal' },
    inputs: { left: pill('start', 'count'), right: literal(0) }
  }),
  put(returnErrorIf, 'check', {
    config: { operator: 'less' },
    inputs: { left: pill('start', 'count'), right: literal(0), message: literal('Below zero.') }
  }),
  put(returnCard, 'return', {
    config: { fields: [field('echo', 'Echo'), field('rest', 'Rest')] },
    inputs: { echo: pill('start', 'count') }
  })
)

const calling = (target: string | null, parts: Partial<Card> = {}): Card =>
  put(callFlow, 'call', { config: { flowId: target }, inputs: { count: pill('start', 'count') }, ...parts })

const caller = (call: Card): Flow =>
  flowOf(
    put(helperFlow, 'start', { config: { inputs: [count] } }),
    call,
    put(returnCard, 'return', {
      config: { fields: [field('echo', 'Echo')] },
      inputs: { echo: pill('call', 'echo') }
    })
  )

const outer = caller(calling('inner'))
const flows = { inner, outer, close: flowOf(put(webhookDeregistration, 'start')) }
const around = catalogWithFlows(cardSpecs, flows)
const reach = { specs: cardSpecs, catalog: around, flows: new Map(Object.entries(flows)) }
const top = caller(calling('outer'))

test('[row 75a, 75b] the card has the inputs and outputs of its helper flow', () => {
  expect(callFlow.ports({ flowId: 'inner' }, around)).toMatchObject({
    inputs: [{ id: 'count', label: 'Count', type: one('number'), required: true }],
    outputs: [
      { id: 'echo', label: 'Echo', type: one('text'), group: 'Outputs' },
      { id: 'rest', label: 'Rest', type: one('text'), group: 'Outputs' }
    ]
  })
  expect(callFlow.calls({ flowId: 'inner' })).toEqual(['inner'])
})

test('helper flows call helper flows, each step under its caller', async () => {
  const outcome = await runWith(top, { count: 3 }, reach)
  expect(outcome.result).toEqual({ echo: '3' })
  expect(outcome.steps.map(step => step.path.join(' '))).toEqual([
    'start',
    'call',
    'call start',
    'call call',
    'call call start',
    'call call go',
    'call call check',
    'call call return',
    'call return',
    'return'
  ])
  expect(outcome.steps.find(step => step.path.join(' ') === 'call call')?.outputs).toEqual({
    echo: '3',
    rest: null
  })
})

test('a helper flow that stops ends only itself, and its outputs are null', async () => {
  const outcome = await runWith(top, { count: 0 }, reach)
  expect(outcome.status).toEqual({ is: 'succeeded' })
  expect(outcome.result).toEqual({ echo: null })
  expect(outcome.steps.find(step => step.path.join(' ') === 'call call go')?.status).toBe('stopped')
  expect(outcome.steps.find(step => step.path.join(' ') === 'call call')?.status).toBe('succeeded')
})

test('a card that fails in a helper flow fails the whole run at that card', async () => {
  const outcome = await runWith(top, { count: -1 }, reach)
  expect(outcome.status).toMatchObject({
    is: 'failed',
    at: ['call', 'call', 'check'],
    fault: { code: 'card.failed', message: 'Below zero.' }
  })
})

test('the values of the connection are available in every helper flow', async () => {
  const site = flowOf(
    put(helperFlow, 'start'),
    put(returnCard, 'return', {
      config: { fields: [field('echo', 'Echo')] },
      inputs: { echo: pill('start', 'connection.site') }
    })
  )
  const outcome = await runWith(
    caller(calling('site', { inputs: {} })),
    { count: 1 },
    {
      specs: cardSpecs,
      catalog: catalogWithFlows(cardSpecs, { site }),
      flows: new Map([['site', site]]),
      everywhere: { 'connection.site': 'acme.example' }
    }
  )
  expect(outcome.result).toEqual({ echo: 'acme.example' })
})

test('endless recursion of flows is ended by the limit of depth or of steps', async () => {
  const round = flowOf(put(helperFlow, 'start'), put(callFlow, 'call', { config: { flowId: 'round' } }))
  const parts = {
    specs: cardSpecs,
    catalog: catalogWithFlows(cardSpecs, { round }),
    flows: new Map([['round', round]])
  }
  expect((await runWith(round, {}, parts)).status).toMatchObject({ fault: { code: 'run.depth' } })
  expect((await runWith(round, {}, { ...parts, fuel: 20 })).status).toMatchObject({
    fault: { code: 'run.fuel' }
  })
})

test('a helper flow that is missing at run time fails the card', async () => {
  const outcome = await runWith(caller(calling('inner')), { count: 1 }, { ...reach, flows: new Map() })
  expect(outcome.status).toMatchObject({ at: ['call'], fault: { code: 'helper.gone' } })
})

test('a card without a chosen helper flow has a problem, and fails if it runs', async () => {
  const flow = flowOf(put(helperFlow, 'start'), put(callFlow, 'call'))
  expect(problemsOf(flow, cardSpecs, around)).toEqual([
    { code: 'card-config', card: 'call', message: 'Choose the helper flow that this card runs.' }
  ])
  expect((await runWith(flow, {}, reach)).status).toMatchObject({ fault: { code: 'helper.gone' } })
})

test('a drawn card has no problem', () => {
  expect(problemsOf(top, cardSpecs, around)).toEqual([])
})

test('a deleted helper flow is a problem, and mappings to it are stale', () => {
  const alone = flowOf(put(helperFlow, 'start', { config: { inputs: [count] } }), calling('gone'))
  expect(problemsOf(alone, cardSpecs, around)).toMatchObject([
    { code: 'helper-gone', card: 'call' },
    { code: 'input-unknown', card: 'call', field: 'count' }
  ])
})

test('a flow of another kind cannot be called', () => {
  const alone = flowOf(put(helperFlow, 'start'), calling('close', { inputs: {} }))
  expect(problemsOf(alone, cardSpecs, around)).toEqual([
    {
      code: 'helper-kind',
      card: 'call',
      message:
        'The flow “close” cannot be called because it does not start with Helper Flow. Choose one that does.'
    }
  ])
})

test('an output that the helper flow no longer has is a problem at its uses', () => {
  const changed = catalogWithFlows(cardSpecs, {
    ...flows,
    inner: flowOf(put(helperFlow, 'start', { config: { inputs: [count] } }))
  })
  expect(problemsOf(outer, cardSpecs, changed)).toMatchObject([
    { code: 'pill-field', card: 'return', field: 'echo' }
  ])
})
