import { alertKinds } from '@hookwright/model'
import { expect, test } from 'vitest'
import { toggleKind } from './toggle-kind.ts'

test('removing a kind from all kinds leaves the others', () => {
  expect(toggleKind(null, 'run-on-hold', false)).toEqual(alertKinds.filter(kind => kind !== 'run-on-hold'))
})

test('adding the last missing kind selects all kinds again', () => {
  expect(toggleKind(toggleKind(null, 'drift-found', false), 'drift-found', true)).toBeNull()
})

test('a kind is added in display order', () => {
  expect(toggleKind(['drift-found'], 'poll-failed', true)).toEqual(['poll-failed', 'drift-found'])
})
