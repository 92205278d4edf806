import { expect, test } from 'vitest'
import { newestEnded } from './newest-ended.ts'

test('the last run is the newest ended run of the flow itself', () => {
  const runs = [
    { id: 4, kind: 'flow' as const, finishedAt: null },
    { id: 3, kind: 'registration' as const, finishedAt: 9 },
    { id: 2, kind: 'flow' as const, finishedAt: 8 },
    { id: 1, kind: 'flow' as const, finishedAt: 7 }
  ]
  expect(newestEnded(runs)?.id).toBe(2)
  expect(newestEnded(runs.slice(0, 2))).toBeNull()
})
