import { expect, test } from 'vitest'
import { formatSaveAll } from './format-save-all.ts'

test('nothing is said of a change where there is none', () => {
  expect(formatSaveAll({ before: true, after: true, days: 30 }).change).toBeNull()
  expect(formatSaveAll({ before: false, after: false, days: 1 })).toEqual({
    about:
      'Bodies and values are kept for 1 day, so that history can show them. Without it they are erased when the last run of a delivery ends; a run on hold keeps them until it has ended.',
    change: null
  })
})

test('switching it says what happens to what is kept', () => {
  expect(formatSaveAll({ before: true, after: false, days: 30 }).change).toBe(
    'What is kept already stays until it is 30 days old, or until it is cleared.'
  )
  expect(formatSaveAll({ before: false, after: true, days: 30 }).change).toContain('does not come back')
})
