import { emptyCatalog, problemsOf, signatureOf } from '@hookwright/engine'
import { fakeEffects, runWith } from '@hookwright/engine/testing'
import { Flow, readChoices } from '@hookwright/model'
import { expect, test } from 'vitest'
import { cardSpecs } from '../index.ts'
import { choicesTemplate } from './choices-template.ts'

let count = 0
const flow = choicesTemplate({ newId: () => `id${++count}` })

// review: screens 4
test('the template for the values of a dropdown has no problems and returns what a dropdown reads', async () => {
  expect(Flow.safeParse(flow).success).toBe(true)
  expect(problemsOf(flow, cardSpecs, emptyCatalog)).toEqual([])
  expect(signatureOf({ id: 'f', name: null, doc: flow }, cardSpecs)?.kind).toBe('helper')
  const fx = fakeEffects(() => ({ status: 500, headers: {}, body: '' }))
  const { result } = await runWith(flow, {}, { specs: cardSpecs, fx })
  expect(readChoices(result)).toEqual({
    ok: true,
    choices: [
      { display: 'First value', value: 'first' },
      { display: 'Second value', value: 'second' }
    ]
  })
})
