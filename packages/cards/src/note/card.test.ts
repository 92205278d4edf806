import { noSurroundings, problemsOf, specsOf } from '@hookwright/engine'
import { flowOf, runWith } from '@hookwright/engine/testing'
import { expect, test } from 'vitest'
import { compose } from '../compose/card.ts'
import { note } from './card.ts'

const flow = flowOf(
  { id: 'words', type: 'note', config: { text: 'Mind the gap.' }, inputs: {} },
  { id: 'text', type: 'compose', config: {}, inputs: {} }
)

test('[row 128] a run passes a note by', async () => {
  const outcome = await runWith(flow, {}, { specs: [note, compose] })
  expect(outcome.status).toEqual({ is: 'succeeded' })
  expect(outcome.steps.map(step => step.path)).toEqual([['text']])
})

test('a note has no problems of its own', () => {
  const ofNote = problemsOf(flow, specsOf([note, compose]), noSurroundings).filter(
    problem => problem.code !== 'start-card'
  )
  expect(ofNote).toEqual([])
})
