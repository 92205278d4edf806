import type { RunStatus } from '@hookwright/model'
import { aRun } from '@hookwright/model/testing'
import { expect, test } from 'vitest'
import { formatTaken } from './format-taken.ts'

const told = (status: RunStatus, others: { open?: number; failed?: number; isKnown?: boolean } = {}) => {
  const { open, failed = 0, isKnown = true } = others
  const records =
    open === undefined ? null : { all: 3, succeeded: 3 - open - failed, failed, cancelled: 0, open }
  const event = {
    name: 'Hired',
    eventFlowId: 'event',
    connectorId: 'acme',
    connectorName: 'Acme HR',
    versionNumber: 1
  }
  return formatTaken(
    { run: aRun(status), records, hasFailed: failed > 0, event: isKnown ? event : null },
    Date.UTC(2026, 0, 1)
  )
}

test.each<RunStatus>([{ is: 'queued' }, { is: 'running' }])('a run that is %j is in progress', status => {
  expect(told(status)).toBe('Accepted. The run is in progress.')
  expect(told(status, { isKnown: false })).toBe('Accepted. The run is in progress.')
})

test('a delivery with open runs shows what they wait for', () => {
  const waitsFor = { is: 'time', card: 'Wait For' } as const
  expect(told({ is: 'waiting', at: ['wait'], until: Date.UTC(2026, 0, 2), waitsFor })).toMatch(/“Wait For”/)
  expect(told({ is: 'on-hold', why: 'It was tried in vain.' })).toBe(
    'Accepted. The run is on hold until someone retries or closes the run.'
  )
  expect(told({ is: 'succeeded' }, { open: 1 })).toBe('Accepted. Runs for its records are still in progress.')
})

test('a delivery with ended runs shows the failures', () => {
  expect(told({ is: 'succeeded' })).toBe('Accepted. The run has ended.')
  expect(told({ is: 'succeeded' }, { open: 0, failed: 2 })).toBe(
    'Accepted. The run has ended, but 2 of 3 records failed.'
  )
  expect(told({ is: 'succeeded' }, { isKnown: false })).toBe('The delivery was processed.')
})
