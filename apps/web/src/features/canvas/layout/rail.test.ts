import { measures } from '@hookwright/cards/views'
import type { Flow } from '@hookwright/model'
import { anyFlow } from '@hookwright/model/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { flowOf, put } from '../testing/flow-of.ts'
import { layoutOf } from './layout.ts'
import { RAIL_Y, railOf } from './rail.ts'

const laidOut = (flow: Flow, folded: (id: string) => boolean = () => false) =>
  layoutOf(flow, id => ({ folded: folded(id), head: 120, foot: 60, joins: [] }))

const fork = put('if-else', 'fork', {
  blocks: [
    { id: 'then', strip: ['a', 'b'], joins: {} },
    { id: 'else', strip: [], joins: {} }
  ]
})
const flow = flowOf(
  [put('webhook-event', 'event'), fork, put('now', 'last')],
  [put('now', 'a'), put('now', 'b')]
)

const start = (d: string): string => /^M(-?[\d.]+ -?[\d.]+)/.exec(d)?.[1] ?? ''

test('leads from the hook through the cards, into the lanes of a block card and back', () => {
  expect(railOf(laidOut(flow), flow).map(({ id }) => id)).toEqual([
    'start->event',
    'event->fork',
    'fork->last',
    'fork->a',
    'a->b',
    'b->fork',
    'fork/else->fork',
    'last->end'
  ])
})

test('leads past a folded block card, and ends at a card that nothing can follow', () => {
  const rail = railOf(
    laidOut(flow, id => id === 'fork'),
    flow,
    id => id !== 'last'
  )
  expect(rail.map(({ id }) => id)).toEqual(['start->event', 'event->fork', 'fork->last'])
})

test('begins 28 px above the first card and runs at the height of the headers', () => {
  const layout = laidOut(flow)
  const [hook, first] = railOf(layout, flow)
  expect(start(hook?.d ?? '')).toBe('0 -40')
  expect(start(first?.d ?? '')).toBe(`${measures.card} 26`)
  expect(first?.head).toEqual({ x: layout.frames.get('fork')?.x, y: 26 })
})

test('has a name for each segment, and one segment into and one out of every drawn card, in any flow', () => {
  fc.assert(
    fc.property(anyFlow, fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }), (any, folds) => {
      const ids = Object.keys(any.cards)
      const layout = laidOut(any, id => folds[ids.indexOf(id) % folds.length] ?? false)
      const rail = railOf(layout, any)
      expect(new Set(rail.map(({ id }) => id)).size).toBe(rail.length)
      for (const [id, frame] of layout.frames) {
        const into = rail.filter(segment => segment.to === id && segment.lane?.card !== id)
        const out = rail.filter(segment => segment.from === id && segment.lane?.card !== id)
        expect(into).toHaveLength(1)
        expect(out).toHaveLength(1)
        expect(into[0]?.head ?? into[0]?.ring).toEqual({ x: frame.x, y: frame.y + RAIL_Y })
        expect(start(out[0]?.d ?? '')).toBe(`${frame.x + frame.width} ${frame.y + RAIL_Y}`)
        expect(rail.filter(segment => segment.lane?.card === id && segment.to === id)).toHaveLength(
          frame.lanes.length
        )
      }
    }),
    { numRuns: 60 }
  )
})
