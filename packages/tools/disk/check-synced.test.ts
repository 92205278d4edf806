import { expect, test } from 'vitest'
import { checkSynced } from './check-synced.mjs'

test('an answer behind the write and the sync of what was sent is good, whatever comes between', () => {
  const lines = [
    'read 7 a',
    'read 8 b',
    'kept a',
    'kept b',
    'synced',
    'acked 8',
    'kept a',
    'acked 7',
    'acked 9'
  ]
  expect(checkSynced(lines)).toEqual({ acked: 2, early: [] })
})

test('an answer before the write, or before the sync behind it, is found', () => {
  const lines = [
    'read 7 a',
    'synced',
    'acked 7',
    'read 7 b',
    'synced',
    'kept b',
    'acked 7',
    'kept a',
    'synced'
  ]
  expect(checkSynced(lines)).toEqual({
    acked: 2,
    early: ['a was answered before it was written.', 'b was answered before it was synced.']
  })
})
