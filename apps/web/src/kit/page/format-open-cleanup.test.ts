import { expect, test } from 'vitest'
import { formatOpenCleanup } from './format-open-cleanup.ts'

test('nothing is shown without leftovers', () => {
  expect(formatOpenCleanup(0, 0)).toBeNull()
})

test('uncertain registrations and cleanup entries are counted together, and a sentence counts each', () => {
  expect(formatOpenCleanup(1, 0)).toEqual({
    seen: '1 to clean up',
    says: '1 to clean up: 1 cleanup entry is open.'
  })
  expect(formatOpenCleanup(0, 1)?.says).toBe(
    '1 to clean up: 1 registration may exist at its service because the response was lost.'
  )
  expect(formatOpenCleanup(2, 3)).toEqual({
    seen: '5 to clean up',
    says: '5 to clean up: 2 cleanup entries are open, and 3 registrations may exist at their services because the responses were lost.'
  })
})
