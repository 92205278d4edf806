import { measures } from '@hookwright/cards/views'
import type { CardId, Flow } from '@hookwright/model'
import { anyFlow } from '@hookwright/model/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CardParts, type Frame, layoutOf } from './layout.ts'

const anyParts: fc.Arbitrary<CardParts> = fc.record({
  folded: fc.boolean(),
  head: fc.oneof(fc.constant(0), fc.integer({ min: 16, max: 900 })),
  foot: fc.oneof(fc.constant(0), fc.integer({ min: 16, max: 900 })),
  joins: fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 16, max: 400 })), { maxLength: 3 })
})

/**
 * Generator of pairs: a random flow, and a list of random card sizes. The test gives each card a size from
 * the list.
 */
const flowAndParts = fc.tuple(anyFlow, fc.array(anyParts, { minLength: 1, maxLength: 12 }))

const partsFrom = (flow: Flow, all: CardParts[]): ((id: CardId) => CardParts) => {
  const ids = Object.keys(flow.cards)
  const plain: CardParts = { folded: false, head: 0, foot: 0, joins: [] }
  return id => all[ids.indexOf(id) % all.length] ?? plain
}

const overlap = (one: Frame, other: Frame): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height

const lies = (inner: Frame, outer: { x: number; y: number; width: number; height: number }): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height

describe('the layout of any flow', () => {
  test('places the cards of a strip in order, without overlap and with a gap between', () => {
    fc.assert(
      fc.property(flowAndParts, ([flow, all]) => {
        const { frames } = layoutOf(flow, partsFrom(flow, all))
        const strips = [
          flow.strip,
          ...Object.values(flow.cards).flatMap(card => (card.blocks ?? []).map(block => block.strip))
        ]
        for (const strip of strips) {
          const drawn = strip.flatMap(id => frames.get(id) ?? [])
          for (const [index, frame] of drawn.entries()) {
            const next = drawn[index + 1]
            if (next !== undefined) expect(next.x).toBe(frame.x + frame.width + measures.gap)
          }
        }
      }),
      { numRuns: 300 }
    )
  })

  test('places no two cards on each other, unless one contains the other', () => {
    fc.assert(
      fc.property(flowAndParts, ([flow, all]) => {
        const { frames } = layoutOf(flow, partsFrom(flow, all))
        const holders = new Map<CardId, CardId>()
        for (const card of Object.values(flow.cards))
          for (const block of card.blocks ?? []) for (const inner of block.strip) holders.set(inner, card.id)
        const holds = (outer: CardId, inner: CardId): boolean => {
          const holder = holders.get(inner)
          return holder !== undefined && (holder === outer || holds(outer, holder))
        }
        const drawn = [...frames]
        for (const [id, frame] of drawn)
          for (const [other, its] of drawn) {
            if (id === other || holds(id, other) || holds(other, id)) continue
            expect(overlap(frame, its)).toBe(false)
          }
      }),
      { numRuns: 200 }
    )
  })

  test('places the cards of a block inside its lane, left of its joins', () => {
    fc.assert(
      fc.property(flowAndParts, ([flow, all]) => {
        const { frames } = layoutOf(flow, partsFrom(flow, all))
        for (const [id, frame] of frames) {
          let below = measures.header
          for (const lane of frame.lanes) {
            expect(lane.y).toBeGreaterThanOrEqual(below)
            below = lane.y + lane.height
            const room = {
              x: frame.x + lane.x,
              y: frame.y + lane.y + measures.laneLabel,
              width: lane.width - lane.joins,
              height: lane.height - measures.laneLabel
            }
            const strip = flow.cards[id]?.blocks?.find(block => block.id === lane.block)?.strip ?? []
            for (const inner of strip) {
              const its = frames.get(inner)
              expect(its !== undefined && lies(its, room)).toBe(true)
            }
          }
          expect(below).toBeLessThanOrEqual(frame.height)
        }
      }),
      { numRuns: 200 }
    )
  })

  test('gives a card the height of its parts', () => {
    fc.assert(
      fc.property(flowAndParts, ([flow, all]) => {
        const partsOf = partsFrom(flow, all)
        for (const [id, frame] of layoutOf(flow, partsOf).frames) {
          const { folded, head, foot } = partsOf(id)
          const plain = (flow.cards[id]?.blocks ?? []).length === 0
          if (folded) expect(frame.height).toBe(measures.header)
          else if (plain) expect(frame.height).toBe(measures.header + head + foot)
          else expect(frame.height).toBeGreaterThanOrEqual(measures.header + Math.max(head, foot))
        }
      })
    )
  })

  test('has a gap for every place in a drawn strip', () => {
    fc.assert(
      fc.property(flowAndParts, ([flow, all]) => {
        const { frames, gaps } = layoutOf(flow, partsFrom(flow, all))
        expect(gaps.filter(gap => gap.strip === null).map(gap => gap.index)).toEqual([
          ...Array(flow.strip.length + 1).keys()
        ])
        for (const [id, frame] of frames)
          for (const lane of frame.lanes) {
            const length = flow.cards[id]?.blocks?.find(block => block.id === lane.block)?.strip.length ?? 0
            const inside = gaps.filter(gap => gap.strip?.card === id && gap.strip.block === lane.block)
            expect(inside.map(gap => gap.index)).toEqual([...Array(length + 1).keys()])
          }
      })
    )
  })
})

test('a card in a folded block card is not drawn', () => {
  const flow: Flow = {
    schemaVersion: 1,
    strip: ['fork'],
    cards: {
      fork: {
        id: 'fork',
        type: 'fork',
        config: {},
        inputs: {},
        blocks: [{ id: 'x', strip: ['in'], joins: {} }]
      },
      in: { id: 'in', type: 'plain', config: {}, inputs: {} }
    }
  }
  const parts = (folded: boolean) => () => ({ folded, head: 0, foot: 0, joins: [] })
  expect([...layoutOf(flow, parts(false)).frames.keys()]).toEqual(['fork', 'in'])
  expect([...layoutOf(flow, parts(true)).frames.keys()]).toEqual(['fork'])
})
