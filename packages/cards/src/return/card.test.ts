import { problemsOf } from '@hookwright/engine'
import { flowOf, runWith } from '@hookwright/engine/testing'
import { one, pill } from '@hookwright/model'
import { expect, test } from 'vitest'
import { helperFlow } from '../helper-flow/card.ts'
import { cardSpecs } from '../index.ts'
import { catalogWithFlows, field, put } from '../testing.ts'
import { webhookEvent } from '../webhook-event/card.ts'
import { returnCard } from './card.ts'

const nowhere = catalogWithFlows(cardSpecs, {})
const giving = put(returnCard, 'return', {
  config: { fields: [field('id', 'ID'), field('old', 'Old', { dataType: one('boolean') })] },
  inputs: { id: pill('start', 'id') }
})
const start = put(helperFlow, 'start', {
  config: { inputs: [field('id', 'ID', { dataType: one('number') })] }
})

test('the result has every field, with null for a missing one', async () => {
  expect(problemsOf(flowOf(start, giving), cardSpecs, nowhere)).toEqual([])
  const outcome = await runWith(flowOf(start, giving), { id: 7 }, { specs: cardSpecs })
  expect(outcome.result).toEqual({ id: '7', old: null })
})

test('the card has to be the last card', () => {
  const second = put(returnCard, 'second')
  expect(problemsOf(flowOf(start, giving, second), cardSpecs, nowhere)).toMatchObject([
    { code: 'card-misplaced', card: 'return' }
  ])
})

test('the card cannot end an event flow', () => {
  expect(
    problemsOf(flowOf(put(webhookEvent, 'start'), put(returnCard, 'return')), cardSpecs, nowhere)
  ).toMatchObject([{ code: 'return-card', card: 'return' }])
})
