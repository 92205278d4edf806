import { expect, test } from 'vitest'
import { hasEnded, isInProgress, runStatuses } from './run-statuses.ts'

test('a run has ended, is in progress, or is on hold', () => {
  expect(runStatuses.filter(is => hasEnded({ is }))).toEqual(['succeeded', 'failed', 'cancelled'])
  expect(runStatuses.filter(is => isInProgress({ is }))).toEqual(['queued', 'running', 'waiting'])
})
