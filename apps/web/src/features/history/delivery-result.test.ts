import type { RunStatus } from '@hookwright/model'
import { aRun } from '@hookwright/model/testing'
import { expect, test } from 'vitest'
import { deliveryResult, formatFailed } from './delivery-result.ts'

const run = (status: RunStatus) => aRun(status, { finishedAt: 2 })
const good = run({ is: 'succeeded' })
const records = { all: 3, succeeded: 3, failed: 0, cancelled: 0, open: 0 }

test('a delivery has the result of its first run', () => {
  expect(deliveryResult({ run: null, records: null, hasFailed: false })).toBeNull()
  expect(deliveryResult({ run: good, records: null, hasFailed: false })).toBe('succeeded')
  expect(deliveryResult({ run: run({ is: 'cancelled' }), records: null, hasFailed: true })).toBe('cancelled')
})

test('it has failed when a record or a replay has, and says which', () => {
  const some = { run: good, records: { ...records, succeeded: 1, failed: 2 }, hasFailed: true }
  expect(deliveryResult(some)).toBe('failed')
  expect(formatFailed(some)).toBe('2 of 3 records failed')
  const replayed = { run: good, records: null, hasFailed: true }
  expect(deliveryResult(replayed)).toBe('failed')
  expect(formatFailed(replayed)).toBe('a replay failed')
  expect(formatFailed({ run: good, records, hasFailed: false })).toBeNull()
})

test('it is running while a record is, unless one has failed', () => {
  const under = { ...records, succeeded: 2, open: 1 }
  expect(deliveryResult({ run: good, records: under, hasFailed: false })).toBe('running')
  expect(deliveryResult({ run: good, records: { ...under, succeeded: 1, failed: 1 }, hasFailed: true })).toBe(
    'failed'
  )
})
