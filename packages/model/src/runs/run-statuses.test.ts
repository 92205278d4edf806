import { expect, test } from 'vitest'
import { hasEnded, isUnderWay, runStatuses } from './run-statuses.ts'

test('a run has ended, is under way, or is on hold', () => {
  expect(runStatuses.filter(is => hasEnded({ is }))).toEqual(['succeeded', 'failed', 'cancelled'])
  expect(runStatuses.filter(is => isUnderWay({ is }))).toEqual(['queued', 'running', 'waiting'])
})
