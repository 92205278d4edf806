import type { Run } from '@hookwright/model'
import { Fault } from '@hookwright/model'
import { expect, test } from 'vitest'
import type { ListedRun } from '../../../features/history/api-types.ts'
import { otherRuns } from './other-runs.ts'

/** Builds a listed run with the properties that the tests use. */
const row = (id: string, parts: Partial<Run> = {}): ListedRun =>
  ({
    id,
    kind: 'flow',
    status: { is: 'succeeded' },
    startedAt: 0,
    finishedAt: 420,
    deliveryId: null,
    recordIndex: null,
    replayOf: null,
    ...parts
  }) as ListedRun

/** Opened run with the properties that the tests use. */
const looked = {
  run: { id: 'r3', kind: 'flow', replayOf: 'r1', deliveryId: 'd1' },
  siblings: { previous: 'r2', next: null }
} as Parameters<typeof otherRuns>[1]

test('a run is compared with others of its kind, each with its relation', () => {
  const fault = new Fault('helper.gone', { card: 'Say' }).toData()
  const rows = [
    row('r4', { status: { is: 'running' }, finishedAt: null, recordIndex: 1 }),
    row('r3'),
    row('r2', { status: { is: 'failed', at: [], fault } }),
    row('r1', { deliveryId: 'd1' }),
    row('r0', { kind: 'registration' })
  ]
  expect(
    otherRuns(rows, looked, 0).map(({ id, label, hint }) => [id, label.split(', ').slice(1).join(', '), hint])
  ).toEqual([
    ['r4', 'running', 'Record 2'],
    ['r2', 'failed, 420 ms', `Previous run · ${fault.message}`],
    ['r1', 'succeeded, 420 ms', 'Original run · Same delivery']
  ])
})
