import type { RunStatus } from '@hookwright/model'
import { aRun } from '@hookwright/model/testing'
import { expect, test } from 'vitest'
import { formatDeliveryStatus } from './format-delivery-status.ts'

const fault = { code: 'card.failed' as const, message: 'No.', details: {} }

test.each<[RunStatus, string]>([
  [{ is: 'waiting', at: ['wait'], until: 9, waitsFor: { is: 'time', card: 'Wait' } }, 'taken'],
  [{ is: 'on-hold', why: 'It was tried in vain.' }, 'taken'],
  [{ is: 'queued' }, 'taken'],
  [{ is: 'running' }, 'taken'],
  [{ is: 'succeeded' }, 'done'],
  [{ is: 'failed', at: ['a'], fault }, 'done'],
  [{ is: 'cancelled' }, 'done']
])('a dispatched delivery with the run %j is %s', (status, word) => {
  expect(formatDeliveryStatus({ status: { is: 'done' }, run: aRun(status), records: null })).toBe(word)
})

test('a delivery with runs for its records is done once none of them is open', () => {
  const told = (open: number) => ({
    status: { is: 'done' } as const,
    run: aRun({ is: 'succeeded' }),
    records: { all: 3, succeeded: 3 - open, failed: 0, cancelled: 0, open }
  })
  expect(formatDeliveryStatus(told(1))).toBe('taken')
  expect(formatDeliveryStatus(told(0))).toBe('done')
})

test('any other delivery, also one with a deleted run, has its own status', () => {
  const none = { run: null, records: null }
  expect(formatDeliveryStatus({ status: { is: 'accepted' }, ...none })).toBe('accepted')
  expect(formatDeliveryStatus({ status: { is: 'filtered', why: 'it was a heartbeat' }, ...none })).toBe(
    'filtered'
  )
  expect(formatDeliveryStatus({ status: { is: 'done' }, ...none })).toBe('done')
})
