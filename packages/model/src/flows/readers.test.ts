import { expect, test } from 'vitest'
import { literal, pill, text } from './binding.ts'
import type { Flow } from './flow.ts'
import { readersOf } from './readers.ts'

const flow: Flow = {
  schemaVersion: 1,
  strip: ['event', 'fork', 'greet'],
  cards: {
    event: { id: 'event', type: 'event', config: {}, inputs: { list: pill('event', 'record') } },
    fork: {
      id: 'fork',
      type: 'fork',
      config: {},
      inputs: { left: pill('event', 'name'), right: literal('Jo') },
      blocks: [
        {
          id: 'then',
          strip: ['inner'],
          joins: { who: pill('event', 'id', ['x']), other: pill('inner', 'out') }
        }
      ]
    },
    inner: {
      id: 'inner',
      type: 'compose',
      config: {},
      inputs: { text: text('Dear ', pill('event', 'name')) }
    },
    greet: { id: 'greet', type: 'compose', config: {}, inputs: { text: pill('fork', 'who') } }
  }
}

test('the readers of a card are found in inputs, texts and mappings of block outputs', () => {
  expect(readersOf(flow, 'event').map(({ card, pill: { field } }) => [card.id, field])).toEqual([
    ['event', 'record'],
    ['fork', 'name'],
    ['fork', 'id'],
    ['inner', 'name']
  ])
  expect(readersOf(flow, 'inner').map(({ card }) => card.id)).toEqual(['fork'])
  expect(readersOf(flow, 'greet')).toEqual([])
})
