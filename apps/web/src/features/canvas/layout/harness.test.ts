import fc from 'fast-check'
import { expect, test } from 'vitest'
import { harnessesOf, roundedLine } from './harness.ts'
import type { Frame } from './layout.ts'
import type { Wire } from './wires.ts'

const frame = (x: number, height: number): Frame => ({
  x,
  y: 0,
  width: 264,
  height,
  depth: 0,
  gap: 36,
  tight: false,
  lanes: []
})
const frames = new Map([
  ['a', frame(0, 300)],
  ['b', frame(312, 500)],
  ['c', frame(624, 200)]
])
const wire = (from: string, to: string, fromY: number, toY: number): Wire => ({
  id: `${from} ${to} ${fromY}`,
  from,
  to,
  fromX: (frames.get(from)?.x ?? 0) + 264,
  fromY,
  toX: frames.get(to)?.x ?? 0,
  toY,
  type: 'text',
  place: `${to}||x`
})

test('wires between two cards share one trunk in the middle of the gap', () => {
  const [harness, ...others] = harnessesOf([wire('a', 'b', 200, 100), wire('a', 'b', 228, 160)], { frames })
  expect(others).toEqual([])
  expect(harness?.strands).toHaveLength(2)
  expect(harness?.trunk).toBe('M288 108V220')
  expect(harness?.top).toEqual({ x: 288, y: 100 })
  expect(harness?.strands[0]?.dot).toEqual({ x: 305, y: 100 })
})

test('a trunk to a card farther away runs below the lowest card between them', () => {
  const [harness] = harnessesOf([wire('a', 'c', 200, 100)], { frames })
  expect(harness?.trunk).toContain('516')
  expect(harness?.top.x).toBe(600)
})

test('a trunk below the cards ends at its wires, above and below it', () => {
  const low = new Map([...frames, ['b', frame(312, 100)]])
  const [up] = harnessesOf([wire('a', 'c', 200, 180)], { frames: low })
  expect(up?.trunk).toBe('M282 192L282 124Q282 116 290 116L592 116Q600 116 600 124L600 172')
  const [both] = harnessesOf([wire('a', 'c', 80, 60), wire('a', 'c', 200, 180)], { frames: low })
  expect(both?.trunk).toMatch(/^M282 88L.*M282 116V192M600 116V172$/)
})

test('a trunk that passes no card lies in the gap before its card, at any distance', () => {
  // The first card of a block that is far wider before it than a gap.
  const inBlock = new Map([
    ['a', frame(0, 300)],
    ['block', { ...frame(312, 500), width: 900 }],
    ['b', { ...frame(600, 200), y: 100, depth: 1 }]
  ])
  const wires = [90, 128].map((fromY, at) => ({ ...wire('a', 'b', fromY, 200 + 40 * at), toX: 600 }))
  const [harness] = harnessesOf(wires, { frames: inBlock })
  expect(harness?.trunk).toBe('M576 98V232')
  expect(harness?.top).toEqual({ x: 576, y: 90 })
  expect(harness?.strands[0]?.d).toBe('M264 90L568 90Q576 90 576 98L576 192Q576 200 584 200L593 200')
})

test('every line of a wire ends at a card, wherever the cards are', () => {
  const place = fc.integer({ min: -40, max: 40 }).map(step => step * 24)
  const box = fc.record({ x: place, y: place, width: fc.nat(1200), height: fc.nat(900) })
  fc.assert(
    fc.property(
      fc.array(box, { minLength: 2, maxLength: 5 }),
      fc.array(fc.tuple(place, place, place, place), { minLength: 1, maxLength: 4 }),
      (boxes, ends) => {
        const placed = new Map(boxes.map((own, at) => [String(at), { ...frame(0, 0), ...own }]))
        const wires = ends.map(([fromX, fromY, toX, toY]) => ({
          ...wire('0', '1', fromY, toY),
          fromX,
          toX
        }))
        for (const { trunk, strands } of harnessesOf(wires, { frames: placed }))
          expect([trunk, ...strands.flatMap(({ d, stubs }) => [d, stubs])].join()).not.toMatch(/NaN|Infinity/)
      }
    )
  )
})

test('a line is rounded at its corners, and straight without corners', () => {
  expect(roundedLine([])).toBe('')
  expect(
    roundedLine([
      [0, 0],
      [10, 0]
    ])
  ).toBe('M0 0L10 0')
  expect(
    roundedLine([
      [0, 0],
      [20, 0],
      [20, 40]
    ])
  ).toBe('M0 0L12 0Q20 0 20 8L20 40')
})
