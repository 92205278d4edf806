import { expect, test } from 'vitest'
import { type Tile, tilesOf } from './tiles-of.ts'

type Overview = NonNullable<Parameters<typeof tilesOf>[0]>
type Failed = Parameters<typeof tilesOf>[1]

const overview = (given: Partial<Overview> = {}): Overview => ({
  flows: 1,
  on: 0,
  failing: 0,
  openCleanup: 0,
  deliveries: { count: 0, more: false },
  ...given
})

const noneFailed: Failed = { rows: [], next: null }

const shown = (tiles: Tile[]): string[] =>
  tiles.map(({ label, value, note, tone }) => `${label}: ${value} ${note} (${tone})`)

test('nothing is said before there is a flow', () => {
  expect(tilesOf(null, noneFailed, 0)).toEqual([])
  expect(tilesOf(overview({ flows: 0 }), noneFailed, 0)).toEqual([])
})

test('flows that are off count as flows, not as on', () => {
  expect(shown(tilesOf(overview({ flows: 2 }), noneFailed, 0))).toEqual([
    'Flows on: 0 of 2 (plain)',
    'Deliveries: 0  (plain)',
    'Failed runs: 0 in 24 hours (plain)'
  ])
})

test('what was counted only up to a bound is said to be more', () => {
  const many = overview({ deliveries: { count: 1_000, more: true } })
  expect(shown(tilesOf(many, { rows: [], next: 'older' }, 0))).toContain('Deliveries: 1,000+  (plain)')
  expect(shown(tilesOf(many, { rows: [], next: 'older' }, 0))).toContain(
    'Failed runs: 0+ in 24 hours (plain)'
  )
})

test('what may still exist at a service is shown when there is something', () => {
  expect(shown(tilesOf(overview({ openCleanup: 3 }), noneFailed, 0))).toContain(
    'To clean up: 3 may still exist at a service (warn)'
  )
})

test('a registration whose answer was lost counts as one that is to be cleaned up', () => {
  expect(shown(tilesOf(overview({ openCleanup: 1 }), noneFailed, 2))).toContain(
    'To clean up: 3 may still exist at a service (warn)'
  )
})
