import { problemsOf } from '@hookwright/engine'
import { flowOf, runWith } from '@hookwright/engine/testing'
import { type Card, literal, pill, text } from '@hookwright/model'
import { expect, test } from 'vitest'
import { helperFlow } from '../helper-flow/card.ts'
import { cardSpecs } from '../index.ts'
import { catalogWithFlows, field, put } from '../testing.ts'
import { returnErrorIf } from './card.ts'

const start = put(helperFlow, 'start', {
  config: { inputs: [field('status', 'Status'), field('why', 'Why')] }
})
const flowWith = (inputs: Card['inputs']) =>
  flowOf(start, put(returnErrorIf, 'check', { title: 'Check', config: { operator: 'greater' }, inputs }))
const above399 = { left: pill('start', 'status'), right: literal(399) }

test('[row 74c] the run fails with the message if the condition holds', async () => {
  const flow = flowWith({ ...above399, message: text('Acme said ', pill('start', 'status'), '.') })
  const outcome = await runWith(flow, { status: '404' }, { specs: cardSpecs })
  expect(outcome.status).toEqual({
    is: 'failed',
    at: ['check'],
    fault: { code: 'card.failed', message: 'Acme said 404.', details: { message: 'Acme said 404.' } }
  })
})

test('the run continues without outputs if the condition does not hold', async () => {
  const flow = flowWith({ ...above399, message: literal('Too high.') })
  const outcome = await runWith(flow, { status: '200' }, { specs: cardSpecs })
  expect(outcome.status).toEqual({ is: 'succeeded' })
  expect(outcome.steps[1]).toMatchObject({ status: 'succeeded', outputs: {} })
})

test('an empty message fails only if the condition holds, with a default sentence', async () => {
  const flow = flowWith({ ...above399, message: pill('start', 'why') })
  expect((await runWith(flow, { status: '200' }, { specs: cardSpecs })).status.is).toBe('succeeded')
  expect((await runWith(flow, { status: '500' }, { specs: cardSpecs })).status).toMatchObject({
    fault: {
      message: 'The condition of “Check” is true, but the message is empty. Map another message.'
    }
  })
})

test('the card needs a message', () => {
  expect(problemsOf(flowWith(above399), cardSpecs, catalogWithFlows(cardSpecs, {}))).toMatchObject([
    { code: 'input-required', field: 'message' }
  ])
  const complete = flowWith({ ...above399, message: literal('Too high.') })
  expect(problemsOf(complete, cardSpecs, catalogWithFlows(cardSpecs, {}))).toEqual([])
})
