import { type Card, type Flow, literal } from '@hookwright/model'
import { anyFlow } from '@hookwright/model/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareFlows } from './compare-flows.ts'

const card = (id: string, parts: Partial<Card> = {}): Card => ({
  id,
  type: 'plain',
  config: {},
  inputs: {},
  ...parts
})
const flowOf = (...cards: Card[]): Flow => ({
  schemaVersion: 1,
  strip: cards.map(each => each.id),
  cards: Object.fromEntries(cards.map(each => [each.id, each]))
})

test('a draft does not differ from a copy of itself', () => {
  fc.assert(
    fc.property(anyFlow, flow => {
      expect(compareFlows(flow, structuredClone(flow))).toEqual([])
    })
  )
})

test('each card that was added, changed, moved or is gone is named once', () => {
  const mine = flowOf(
    card('a'),
    card('b', { inputs: { x: literal('1') } }),
    card('mine'),
    card('c'),
    card('d')
  )
  const theirs = flowOf(
    card('a'),
    card('b', { inputs: { x: literal('2') } }),
    card('d'),
    card('c'),
    card('theirs')
  )
  expect(compareFlows(mine, theirs).map(({ id, kind }) => [id, kind])).toEqual([
    ['b', 'changed'],
    ['mine', 'only-mine'],
    ['c', 'moved'],
    ['d', 'moved'],
    ['theirs', 'only-theirs']
  ])
})

test('a card that only one draft has does not make its neighbours moved', () => {
  const mine = flowOf(card('a'), card('new'), card('b'))
  expect(compareFlows(mine, flowOf(card('a'), card('b'))).map(({ id }) => id)).toEqual(['new'])
})
