import { expect, test } from 'vitest'
import { connectionOfDryRun, NONE } from './connection-of-dry-run.ts'

const two = [{ id: 'one' }, { id: 'two' }]

test('a dropdown asks for its values once, after the test connections are loaded', () => {
  expect(connectionOfDryRun(null, null)).toEqual({ connectionId: null, isKnown: false })
  expect(connectionOfDryRun(two, null)).toEqual({ connectionId: 'one', isKnown: true })
})

test('a dry run has the chosen connection, none if that was chosen, or none if there is none', () => {
  expect(connectionOfDryRun(two, 'two').connectionId).toBe('two')
  expect(connectionOfDryRun(two, NONE).connectionId).toBeNull()
  expect(connectionOfDryRun([], null)).toEqual({ connectionId: null, isKnown: true })
})
