import { cardSpecs } from '@hookwright/cards'
import { literal, pill, text } from '@hookwright/model'
import { expect, test } from 'vitest'
import { flowOf, put } from '../testing/flow-of.ts'
import { findInFlow } from './find-in-flow.ts'

const flow = flowOf(
  [
    put('helper-flow', 'start'),
    put('compose', 'greet', {
      title: 'Greeting',
      inputs: { text: text('Dear ', pill('start', 'who'), ', welcome') }
    }),
    put('number-add', 'sum', { inputs: { left: literal(42) } }),
    put('raw-request', 'send', { config: { method: 'POST', errorAt: 'data.errors' } }),
    put('note', 'note', { config: { text: 'Sent twice by the service.' } }),
    put('if-else', 'if', {
      blocks: [
        { id: 'then', strip: ['inner'], joins: { said: literal('welcome back') } },
        { id: 'else', strip: [], joins: {} }
      ]
    })
  ],
  [put('compose', 'inner', { inputs: { text: literal('Welcome') } })]
)

/** Drawing of a flow, limited to the parts that the search reads. */
const drawing = {
  flow,
  cards: new Map(
    Object.values(flow.cards).map(card => [
      card.id,
      { card, name: card.title ?? card.type, spec: cardSpecs.get(card.type) }
    ])
  )
} as unknown as Parameters<typeof findInFlow>[0]

const find = (sought: string) =>
  findInFlow(drawing, sought, of => (of.field === 'who' ? 'Name of the person' : ''))

test.each([
  ['greet', [{ card: 'greet' }]],
  ['name of', [{ card: 'greet', field: 'text' }]],
  ['42', [{ card: 'sum', field: 'left' }]],
  ['twice', [{ card: 'note' }]],
  ['  ', []],
  ['helper', [{ card: 'start' }]],
  ['post', [{ card: 'send' }]],
  ['data.errors', [{ card: 'send', field: 'config.errorAt' }]],
  ['nothing', []]
])('%j is found in titles, values and notes', (sought, places) => {
  expect(find(sought)).toEqual(places)
})

test('results are in the order of the cards, and cards in blocks follow their block card', () => {
  expect(find('WELCOME')).toEqual([
    { card: 'greet', field: 'text' },
    { card: 'if', field: 'said', block: 'then' },
    { card: 'inner', field: 'text' }
  ])
})
