import { emptyCatalog, problemsOf, specsOf } from '@hookwright/engine'
import { flowOf, runWith } from '@hookwright/engine/testing'
import { pill, text } from '@hookwright/model'
import { expect, test } from 'vitest'
import { compose } from '../compose/card.ts'
import { helperFlow } from '../helper-flow/card.ts'
import { field, put } from '../testing.ts'
import { note } from './card.ts'

const flow = flowOf(
  { id: 'words', type: 'note', config: { text: 'Mind the gap.' }, inputs: {} },
  { id: 'text', type: 'compose', config: {}, inputs: {} }
)

test('[row 128b] a run skips a note', async () => {
  const outcome = await runWith(flow, {}, { specs: [note, compose] })
  expect(outcome.status).toEqual({ is: 'succeeded' })
  expect(outcome.steps.map(step => step.path)).toEqual([['text']])
})

test('[row 128a] values can be mapped across a note between cards', () => {
  const between = flowOf(
    put(helperFlow, 'start', { config: { inputs: [field('who', 'Who')] } }),
    put(note, 'words', { config: { text: 'Mind the gap.' } }),
    put(compose, 'text', { inputs: { text: text('Hello ', pill('start', 'who')) } })
  )
  expect(problemsOf(between, specsOf([helperFlow, note, compose]), emptyCatalog)).toEqual([])
})

test('a note has no problems of its own', () => {
  const ofNote = problemsOf(flow, specsOf([note, compose]), emptyCatalog).filter(
    problem => problem.code !== 'start-card'
  )
  expect(ofNote).toEqual([])
})
