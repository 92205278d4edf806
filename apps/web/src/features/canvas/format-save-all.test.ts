import { expect, test } from 'vitest'
import { formatSaveAll } from './format-save-all.ts'

test('without a change only the effect of the setting is described', () => {
  expect(formatSaveAll({ before: true, after: true, days: 30 }).change).toBeNull()
  expect(formatSaveAll({ before: false, after: false, days: 1 })).toEqual({
    about:
      'Stores request bodies and values for 1 day, so that the history can show them. When off, bodies and values are erased when the last run of a delivery ends.',
    change: null
  })
})

test('a change of the setting is described with its effect on stored data', () => {
  expect(formatSaveAll({ before: true, after: false, days: 30 }).change).toBe(
    'Values that are already stored are kept for 30 days, unless you clear them earlier.'
  )
  expect(formatSaveAll({ before: false, after: true, days: 30 }).change).toContain('cannot be restored')
})
