import { emptyCatalog, problemsOf } from '@hookwright/engine'
import { flowOf, runWith } from '@hookwright/engine/testing'
import { one } from '@hookwright/model'
import { expect, test } from 'vitest'
import { cardSpecs } from '../index.ts'
import { field, put } from '../testing.ts'
import { manualStart } from './card.ts'

const inputs = [field('name', 'Name'), field('days', 'Days', { dataType: one('number') })]
const config = { inputs, shared: true, atOnce: 'any' as const }

test('the outputs are the person who ran it and the entered values', async () => {
  const flow = flowOf(put(manualStart, 'start', { config }))
  const body = { values: { name: 'Jo', other: 1 }, by: 'Ada Example', at: '2026-11-30T10:00:00.000Z' }
  const outcome = await runWith(
    flow,
    { delivery: { body } },
    { specs: cardSpecs, catalog: emptyCatalog, flows: new Map() }
  )
  expect(outcome.steps[0]?.outputs).toEqual({ runBy: 'Ada Example', runAt: body.at, name: 'Jo', days: null })
})

test('the rows show the inputs and who may run the flow', () => {
  expect(manualStart.manual(config)).toEqual({ inputs, isShared: true })
  expect(manualStart.listens(config)).toMatchObject({ connectionId: null })
})

test('an input with the id of an output of the card is a problem', () => {
  const card = put(manualStart, 'start', { config: { ...config, inputs: [field('runBy', 'Who')] } })
  expect(problemsOf(flowOf(card), cardSpecs, emptyCatalog)).toMatchObject([
    { code: 'card-config', message: expect.stringContaining('“Who”') }
  ])
})
