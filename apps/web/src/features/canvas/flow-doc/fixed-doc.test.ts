import { emptyFlow } from '@hookwright/model'
import { expect, test } from 'vitest'
import { fixedDoc } from './fixed-doc.ts'

test('the flow of a version refuses changes, with the reason', () => {
  const doc = fixedDoc({ id: 'f', name: 'User created', description: '', doc: emptyFlow })
  const why = doc.change('add a card', {
    kind: 'insert',
    to: { strip: null, index: 0 },
    fragment: { strip: ['a'], cards: { a: { id: 'a', type: 'now', config: {}, inputs: {} } } }
  })
  expect(why).toMatch(/Versions are read-only. Change the draft/)
  expect(doc.store.getState().history.flow).toBe(emptyFlow)
})
