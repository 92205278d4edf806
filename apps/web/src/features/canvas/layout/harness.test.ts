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
  gap: 48,
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

test('a line is rounded at its corners, and straight where there are none', () => {
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
