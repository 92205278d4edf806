import type { Replayed } from '@hookwright/model'
import { expect, test } from 'vitest'
import { inFamilies } from './run-families.ts'

const run = (recordIndex: number | null, replayOf: string | null = null, replay: Replayed | null = null) => ({
  recordIndex,
  replayOf,
  replay
})
const reasons = (...runs: ReturnType<typeof run>[]): string[] => inFamilies(runs).map(({ reason }) => reason)

test('the run of one event is the first run, and its replays come before it', () => {
  expect(reasons(run(null, 'first'), run(null))).toEqual(['Replay', 'First run'])
})

test('a replay shows its mode, and the replay of one record is a separate entry', () => {
  expect(reasons(run(null, 'first', { on: 'draft', effects: false }), run(null))).toEqual([
    'Replay with the draft, without side effects',
    'First run'
  ])
  const alone = run(1, 'first', { on: 'newest', effects: true, alone: true })
  expect(reasons(alone, run(1), run(0), run(null))).toEqual([
    'Record 2, replayed alone',
    'Whole list',
    'Record 1',
    'Record 2'
  ])
})

test('the runs for records follow the run of their list, in order', () => {
  expect(reasons(run(1), run(2), run(0), run(null))).toEqual([
    'Whole list',
    'Record 1',
    'Record 2',
    'Record 3'
  ])
})

test('a replayed list is a group of its own, before the first one', () => {
  expect(reasons(run(0, 'first'), run(null, 'first'), run(0), run(null))).toEqual([
    'Whole list, replayed',
    'Record 1, replayed',
    'Whole list',
    'Record 1'
  ])
})

test('records without their list are separate entries', () => {
  expect(reasons(run(7), run(6))).toEqual(['Record 7', 'Record 8'])
})
