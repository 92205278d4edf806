import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CardId } from '../kernel/ids.ts'
import { anyFlow } from '../testing.ts'
import { type Card, Flow, type Fragment } from './flow.ts'
import { placeOfJoins, placesOf, type Sight, sightOf, stripOf, withInner } from './places.ts'

const card = (id: string, ...blocks: [string, string[]][]): Card => ({
  id,
  type: 'plain',
  config: {},
  inputs: {},
  ...(blocks.length === 0 ? {} : { blocks: blocks.map(([name, strip]) => ({ id: name, strip, joins: {} })) })
})
const flowOf = (strip: string[], ...cards: Card[]): Flow =>
  Flow.parse({ schemaVersion: 1, strip, cards: Object.fromEntries(cards.map(each => [each.id, each])) })

/** Flow for the tests: start, fork { then: t1, loop { only: l1, l2 }, t2 } { else: e1 }, end. */
const house = flowOf(
  ['start', 'fork', 'end'],
  card('start'),
  card('fork', ['then', ['t1', 'loop', 't2']], ['else', ['e1']]),
  card('t1'),
  card('loop', ['only', ['l1', 'l2']]),
  card('l1'),
  card('l2'),
  card('t2'),
  card('e1'),
  card('end')
)

/**
 * Returns the cards that a card can read. The tests compare it with `sightOf`; it uses another algorithm,
 * which goes from the card outwards.
 */
const sightsFrom = (flow: Fragment, reader: CardId): Map<CardId, Sight> => {
  const sights = new Map<CardId, Sight>([[reader, 'itself']])
  const climb = (id: CardId): void => {
    const strips = [
      { owner: null, strip: flow.strip },
      ...Object.values(flow.cards).flatMap(owner =>
        (owner.blocks ?? []).map(block => ({ owner: owner.id, strip: block.strip }))
      )
    ]
    const home = strips.find(candidate => candidate.strip.includes(id))
    if (home === undefined) return
    for (const before of home.strip.slice(0, home.strip.indexOf(id))) sights.set(before, 'earlier')
    if (home.owner === null) return
    sights.set(home.owner, 'around')
    climb(home.owner)
  }
  climb(reader)
  return sights
}

describe('places of cards', () => {
  test('are in the order of execution, a block card before its cards', () => {
    expect([...placesOf(house).keys()]).toEqual([
      'start',
      'fork',
      't1',
      'loop',
      'l1',
      'l2',
      't2',
      'e1',
      'end'
    ])
    expect(placesOf(house).get('l2')).toEqual({
      strip: { card: 'loop', block: 'only' },
      index: 1,
      around: [
        { card: 'fork', block: 'then', index: 1 },
        { card: 'loop', block: 'only', index: 1 }
      ]
    })
  })

  test('list each card once, in its strip', () => {
    fc.assert(
      fc.property(anyFlow, flow => {
        const places = placesOf(flow)
        expect(new Set(places.keys())).toEqual(new Set(Object.keys(flow.cards)))
        for (const [id, place] of places) expect(stripOf(flow, place.strip)?.[place.index]).toBe(id)
      })
    )
  })
})

describe('visibility of cards', () => {
  test.each<[CardId, CardId, Sight]>([
    ['l2', 'l1', 'earlier'],
    ['l2', 'loop', 'around'],
    ['l2', 'fork', 'around'],
    ['l2', 't1', 'earlier'],
    ['l2', 'start', 'earlier'],
    ['l2', 't2', 'no'],
    ['l2', 'e1', 'no'],
    ['l2', 'end', 'no'],
    ['l1', 'l2', 'no'],
    ['e1', 't1', 'no'],
    ['t2', 'l1', 'no'],
    ['t2', 'loop', 'earlier'],
    ['end', 'fork', 'earlier'],
    ['end', 't1', 'no'],
    ['end', 'end', 'itself'],
    ['end', 'nobody', 'no']
  ])('from %s of %s is %s', (reader, source, sight) => {
    const places = placesOf(house)
    const place = places.get(reader)
    expect(place && sightOf(places, place, reader, source)).toBe(sight)
  })

  test('equals the one computed outwards from a card, in every flow', () => {
    fc.assert(
      fc.property(anyFlow, flow => {
        const places = placesOf(flow)
        for (const [reader, place] of places) {
          const expected = sightsFrom(flow, reader)
          for (const source of places.keys())
            expect(sightOf(places, place, reader, source)).toBe(expected.get(source) ?? 'no')
        }
      }),
      { numRuns: 60 }
    )
  })

  test('of a join includes every card of its block and none of the other blocks', () => {
    const places = placesOf(house)
    const fork = house.cards.fork
    const place = fork && placeOfJoins(places, fork, 'then')
    const sight = (to: CardId): Sight | undefined => place && sightOf(places, place, 'fork', to)
    expect(['t1', 'loop', 't2', 'start'].map(sight)).toEqual(['earlier', 'earlier', 'earlier', 'earlier'])
    expect(['l1', 'e1', 'end'].map(sight)).toEqual(['no', 'no', 'no'])
    expect(sight('fork')).toBe('itself')
    expect(fork && placeOfJoins(places, fork, 'nowhere')).toBeUndefined()
  })
})

test('deleting a card removes all cards in its blocks', () => {
  expect(withInner(house, 'fork')).toEqual(['fork', 't1', 'loop', 'l1', 'l2', 't2', 'e1'])
  expect(withInner(house, 'end')).toEqual(['end'])
  expect(withInner(house, 'nobody')).toEqual([])
})

test('a missing strip is undefined', () => {
  expect(stripOf(house, null)).toEqual(['start', 'fork', 'end'])
  expect(stripOf(house, { card: 'fork', block: 'else' })).toEqual(['e1'])
  expect(stripOf(house, { card: 'fork', block: 'other' })).toBeUndefined()
  expect(stripOf(house, { card: 'toString', block: 'else' })).toBeUndefined()
})
