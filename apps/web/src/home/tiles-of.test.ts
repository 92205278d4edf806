import { expect, test } from 'vitest'
import { type Tile, tilesOf } from './tiles-of.ts'

type Flow = Parameters<typeof tilesOf>[0][number]
type Failed = Parameters<typeof tilesOf>[1]

const flow = (given: Partial<Flow> = {}): Flow => ({
  id: 'flow-1',
  name: 'Welcome new joiners',
  description: '',
  ownerId: 'ada',
  ownerName: null,
  createdAt: 0,
  updatedAt: 0,
  kind: 'user-event',
  event: null,
  cards: [],
  cardCount: 1,
  problems: 0,
  subscription: null,
  successor: null,
  openCleanup: 0,
  pending: 'off',
  deliveries: { count: 0, more: false },
  runs: { count: 0, more: false },
  lastRun: null,
  refusedAt: null,
  ...given
})

const noneFailed: Failed = { rows: [], next: null }

const shown = (tiles: Tile[]): string[] =>
  tiles.map(({ label, value, note, tone }) => `${label}: ${value} ${note} (${tone})`)

test('nothing is said before there is a flow', () => {
  expect(tilesOf([], noneFailed, 0)).toEqual([])
})

test('flows that are off count as flows, not as on', () => {
  expect(shown(tilesOf([flow(), flow()], noneFailed, 0))).toEqual([
    'Flows on: 0 of 2 (plain)',
    'Deliveries: 0  (plain)',
    'Failed runs: 0 in 24 hours (plain)'
  ])
})

test('what was counted only up to a bound is said to be more', () => {
  const many = flow({ deliveries: { count: 1_000, more: true } })
  const few = flow({ deliveries: { count: 3, more: false } })
  expect(shown(tilesOf([many, few], { rows: [], next: 'older' }, 0))).toContain('Deliveries: 1,003+  (plain)')
  expect(shown(tilesOf([many, few], { rows: [], next: 'older' }, 0))).toContain(
    'Failed runs: 0+ in 24 hours (plain)'
  )
})

test('what may still exist at a service is shown when there is something', () => {
  expect(shown(tilesOf([flow({ openCleanup: 2 }), flow({ openCleanup: 1 })], noneFailed, 0))).toContain(
    'To clean up: 3 may still exist at a service (warn)'
  )
})

test('a registration whose answer was lost counts as one that is to be cleaned up', () => {
  expect(shown(tilesOf([flow({ openCleanup: 1 })], noneFailed, 2))).toContain(
    'To clean up: 3 may still exist at a service (warn)'
  )
})
