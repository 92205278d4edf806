import { expect, test } from 'vitest'
import { formatChanges } from './format-state.ts'

const added = (name: string) => ({ is: 'added' as const, name })

test('names the changed cards, and counts those beyond two', () => {
  const changes = [added('Compose'), { is: 'removed' as const, name: 'Note' }]
  expect(formatChanges({ changes, isRenamed: true })).toEqual([
    'Added “Compose”',
    'Removed “Note”',
    'Changed the name or description'
  ])
  const many = ['A', 'B', 'C'].map(added)
  expect(formatChanges({ changes: many, isRenamed: false })).toEqual(['Added “A”, “B” and 1 more card'])
  expect(formatChanges({ changes: many.slice(0, 2), isRenamed: false })).toEqual(['Added “A” and “B”'])
  expect(formatChanges({ changes: [], isRenamed: false })).toEqual([])
})
