import { expect, test } from 'vitest'
import { checkSynced } from './check-synced.ts'

test('an answer after the write and the sync of its delivery is correct, whatever comes between', () => {
  const lines = [
    'read 7 a',
    'read 8 b',
    'kept a',
    'kept b',
    'syncing 1',
    'kept c',
    'synced 1',
    'acked 8',
    'kept a',
    'acked 7',
    'acked 9'
  ]
  expect(checkSynced(lines)).toEqual({ acked: 2, early: [] })
})

test('an answer before the write, or before the following sync, is reported', () => {
  const lines = [
    'read 7 a',
    'syncing 1',
    'synced 1',
    'acked 7',
    'read 7 b',
    'syncing 2',
    'synced 2',
    'kept b',
    'acked 7',
    'kept a',
    'syncing 3',
    'synced 3'
  ]
  expect(checkSynced(lines)).toEqual({
    acked: 2,
    early: ['a was answered before it was written.', 'b was answered before it was synced.']
  })
})

test('a sync covers only deliveries written before it began, once it has ended', () => {
  const during = ['read 7 a', 'syncing 1', 'kept a', 'synced 1', 'acked 7']
  const before = ['read 7 a', 'kept a', 'syncing 1', 'acked 7', 'synced 1']
  const beside = ['read 7 a', 'syncing 1', 'kept a', 'syncing 2', 'synced 1', 'synced 2', 'acked 7']
  const early = ['a was answered before it was synced.']
  expect(checkSynced(during).early).toEqual(early)
  expect(checkSynced(before).early).toEqual(early)
  expect(checkSynced(beside).early).toEqual([])
})
