import { listOf, one } from '@hookwright/model'
import { expect, test } from 'vitest'
import { readPastedOutputs } from './pasted-outputs.ts'

test('lines become outputs with label, type and path, in any order', () => {
  expect(
    readPastedOutputs(
      'First name, Text, record.firstName\nLevel\tinteger\trecord.level\nTags, record.tags, List of Text'
    )
  ).toEqual([
    { label: 'First name', dataType: one('text'), path: 'record.firstName' },
    { label: 'Level', dataType: one('number'), path: 'record.level' },
    { label: 'Tags', dataType: listOf('text'), path: 'record.tags' }
  ])
})

test('a key or a path alone is labelled with its words', () => {
  expect(readPastedOutputs('user.created_at\r\n\nuser_id\nEmail')).toEqual([
    { label: 'User created at', dataType: one('text'), path: 'user.created_at' },
    { label: 'User ID', dataType: one('text'), path: '' },
    { label: 'Email', dataType: one('text'), path: '' }
  ])
})
