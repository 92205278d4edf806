import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CardParts, layoutOf } from '../layout/layout.ts'
import { flowOf, put } from '../testing/flow-of.ts'
import { gapAt } from './gap-at.ts'

const parts = (): CardParts => ({ folded: false, head: 100, foot: 60, joins: [] })
const fork = put('if-else', 'fork', {
  blocks: [
    { id: 'then', strip: ['in'], joins: {} },
    { id: 'else', strip: [], joins: {} }
  ]
})
const flow = flowOf([put('helper-flow', 'a'), put('now', 'b'), fork], [put('now', 'in')])
const layout = layoutOf(flow, parts)
const none = new Set<string>()

test('a point maps to the nearest gap of the innermost strip around it', () => {
  fc.assert(
    fc.property(fc.integer({ min: -100, max: 2500 }), fc.integer({ min: 0, max: 500 }), (x, y) => {
      const gap = gapAt(flow, layout, { x, y }, none)
      expect(gap).not.toBeNull()
      const rivals = layout.gaps.filter(other => JSON.stringify(other.strip) === JSON.stringify(gap?.strip))
      for (const rival of rivals)
        expect(Math.abs(rival.x - x)).toBeGreaterThanOrEqual(Math.abs((gap?.x ?? 0) - x))
    })
  )
})

test('a point in a block maps to that block, also an empty one', () => {
  const frame = layout.frames.get('fork')
  const [upper, lower] = frame?.lanes ?? []
  if (frame === undefined || upper === undefined || lower === undefined) throw new Error('No lanes.')
  const within = (lane: typeof upper) => ({ x: frame.x + lane.x + 20, y: frame.y + lane.y + 40 })
  expect(gapAt(flow, layout, within(upper), none)).toMatchObject({
    strip: { card: 'fork', block: 'then' },
    index: 0
  })
  expect(gapAt(flow, layout, within(lower), none)).toMatchObject({
    strip: { card: 'fork', block: 'else' },
    index: 0
  })
  expect(gapAt(flow, layout, { x: frame.x + 10, y: frame.y + 10 }, none)).toMatchObject({
    strip: null,
    index: 2
  })
})

test('a block card cannot be dropped into itself', () => {
  const frame = layout.frames.get('fork')
  const lane = frame?.lanes[0]
  if (frame === undefined || lane === undefined) throw new Error('No lanes.')
  const point = { x: frame.x + lane.x + 20, y: frame.y + lane.y + 40 }
  expect(gapAt(flow, layout, point, new Set(['fork']))?.strip).toBeNull()
})

test('a point far above the flow has no gap', () => {
  expect(gapAt(flow, layout, { x: 0, y: -5_000 }, none)).toBeNull()
})
