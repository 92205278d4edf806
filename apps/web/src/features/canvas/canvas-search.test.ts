import { expect, test } from 'vitest'
import { readCanvasSearch } from './canvas-search.ts'

test('the search parameters of a canvas are parsed, and unknown ones are left out', () => {
  expect(readCanvasSearch({ card: 'say', panel: 'card', run: 'r1', step: '3' })).toEqual({
    card: 'say',
    panel: 'card',
    run: 'r1',
    step: 3
  })
  expect(readCanvasSearch({ panel: 'other', step: '0', run: '', more: 'x' })).toEqual({})
})
