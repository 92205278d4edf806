import { problemsOf } from '@hookwright/engine'
import { flowOf, runWith } from '@hookwright/engine/testing'
import { type Card, literal, pill } from '@hookwright/model'
import { expect, test } from 'vitest'
import { helperFlow } from '../helper-flow/card.ts'
import { cardSpecs } from '../index.ts'
import { returnCard } from '../return/card.ts'
import { catalogWithFlows, field, put } from '../testing.ts'
import { continueIf } from './card.ts'

const start = put(helperFlow, 'start', { config: { inputs: [field('kind', 'Kind')] } })
const done = put(returnCard, 'return', {
  config: { fields: [field('said', 'Said')] },
  inputs: { said: literal('done') }
})
const flowWith = (parts: Partial<Card>) => flowOf(start, put(continueIf, 'check', parts), done)
const isUser = { inputs: { left: pill('start', 'kind'), right: literal('user') } }

test('the run continues if the condition holds', async () => {
  const outcome = await runWith(flowWith(isUser), { kind: 'user' }, { specs: cardSpecs })
  expect(outcome).toMatchObject({ status: { is: 'succeeded' }, result: { said: 'done' } })
})

test('otherwise the run succeeds at this card, and the trace ends with it', async () => {
  const outcome = await runWith(flowWith(isUser), { kind: 'file' }, { specs: cardSpecs })
  expect(outcome.status).toEqual({ is: 'succeeded', stoppedAt: ['check'] })
  expect(outcome.result).toBeNull()
  expect(outcome.steps.map(step => [step.path, step.status])).toEqual([
    [['start'], 'succeeded'],
    [['check'], 'stopped']
  ])
})

test('a missing value is compared without failing the run', async () => {
  const bothMissing = { inputs: { left: pill('start', 'kind'), right: pill('start', 'kind') } }
  const outcome = await runWith(flowWith(bothMissing), {}, { specs: cardSpecs })
  expect(outcome.result).toEqual({ said: 'done' })
})

test('a drawn card has no problem, and a card without a comparison value has one', () => {
  const nowhere = catalogWithFlows(cardSpecs, {})
  expect(problemsOf(flowWith(isUser), cardSpecs, nowhere)).toEqual([])
  expect(problemsOf(flowWith({}), cardSpecs, nowhere)).toMatchObject([
    { code: 'input-required', card: 'check', field: 'right' }
  ])
})

test('emptiness is a check of one value, so a mapping of the other is stale', () => {
  const nowhere = catalogWithFlows(cardSpecs, {})
  expect(problemsOf(flowWith({ config: { operator: 'is-empty' } }), cardSpecs, nowhere)).toEqual([])
  expect(
    problemsOf(flowWith({ config: { operator: 'is-empty' }, ...isUser }), cardSpecs, nowhere)
  ).toMatchObject([{ code: 'input-unknown', field: 'right' }])
})

test('an unknown comparison is a problem with a sentence', () => {
  expect(
    problemsOf(flowWith({ config: { operator: 'resembles' } }), cardSpecs, catalogWithFlows(cardSpecs, {}))
  ).toMatchObject([{ code: 'card-config', message: 'The comparison is invalid. Choose one from the list.' }])
})
