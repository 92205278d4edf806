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

test('a flow ends with a card of its strip', () => {
  expect(flowUpTo(flow, 'fork').strip).toEqual(['start', 'fork'])
  expect(flowUpTo(flow, 'fork').cards).toBe(flow.cards)
})

test('it ends with a card in a block; the other blocks stay', () => {
  const cut = flowUpTo(flow, 'a')
  expect(cut.strip).toEqual(['start', 'fork'])
  expect(cut.cards.fork?.blocks?.map(({ strip }) => strip)).toEqual([['a'], ['c']])
})

test('it stays whole for a card that it does not have', () => {
  expect(flowUpTo(flow, 'gone')).toBe(flow)
})
