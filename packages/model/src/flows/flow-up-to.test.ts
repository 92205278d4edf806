import { expect, test } from 'vitest'
import type { Card, Flow } from './flow.ts'
import { flowUpTo } from './flow-up-to.ts'

const card = (id: string, blocks?: Card['blocks']): Card => ({
  ...{ id, type: 'compose', config: {}, inputs: {} },
  ...(blocks && { blocks })
})

const flow: Flow = {
  schemaVersion: 1,
  strip: ['start', 'fork', 'end'],
  cards: {
    start: card('start'),
    fork: card('fork', [
      { id: 'then', strip: ['a', 'b'], joins: {} },
      { id: 'else', strip: ['c'], joins: {} }
    ]),
    ...Object.fromEntries(['a', 'b', 'c', 'end'].map(id => [id, card(id)]))
  }
}

test('the part of a flow ends with the given card of the strip', () => {
  expect(flowUpTo(flow, 'fork').strip).toEqual(['start', 'fork'])
  expect(flowUpTo(flow, 'fork').cards).toBe(flow.cards)
})

test('the part ends with a card in a block; other blocks are kept', () => {
  const cut = flowUpTo(flow, 'a')
  expect(cut.strip).toEqual(['start', 'fork'])
  expect(cut.cards.fork?.blocks?.map(({ strip }) => strip)).toEqual([['a'], ['c']])
})

test('the whole flow is returned for a missing card', () => {
  expect(flowUpTo(flow, 'gone')).toBe(flow)
})
