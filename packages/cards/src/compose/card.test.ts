import { flowOf, runCardAlone, runWith } from '@hookwright/engine/testing'
import { pill, text } from '@hookwright/model'
import { expect, test } from 'vitest'
import { compose } from './card.ts'

test('an empty template gives an empty text', async () => {
  expect(await runCardAlone(compose, {}, {})).toEqual({ output: '' })
})

test('[row 73a] a missing value leaves no text', async () => {
  const first = { id: 'first', type: 'compose', config: {}, inputs: { text: text('Ada') } }
  const second = {
    id: 'second',
    type: 'compose',
    config: {},
    inputs: { text: text('Dear ', pill('first', 'output'), pill('first', 'gone'), '!\nWelcome.') }
  }
  const outcome = await runWith(flowOf(first, second), {}, { specs: [compose] })
  expect(outcome.steps[1]?.outputs).toEqual({ output: 'Dear Ada!\nWelcome.' })
})
