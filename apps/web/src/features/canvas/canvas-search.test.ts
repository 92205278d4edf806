import { expect, test } from 'vitest'
import { readCanvasSearch } from './canvas-search.ts'

test('a place in a flow is read from its address, and what is not known there is left out', () => {
  expect(readCanvasSearch({ card: 'say', panel: 'card', run: 'r1', step: '3' })).toEqual({
    card: 'say',
    panel: 'card',
    run: 'r1',
    step: 3
  })
  expect(readCanvasSearch({ panel: 'other', step: '0', run: '', more: 'x' })).toEqual({})
})
