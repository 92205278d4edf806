import type { ActionSignature } from '@hookwright/engine'
import { type Field, listOf, one } from '@hookwright/model'
import { expect, test } from 'vitest'
import { fixableFieldsOf, fixedAmong, loadedGroupsOf, readFixed, textOf, typedOf } from './fixed-fields.ts'

const field = (id: string, label: string, parts: Partial<Field> = {}): Field => ({
  ...{ id, label, fieldType: 'text-field', dataType: one('text'), required: false },
  ...parts
})

const signature = {
  ...{ kind: 'action', name: 'Add', connectorName: 'Board', needsConnection: false, outputs: [] },
  options: [
    field('list', 'List', { required: true, initial: 'inbox' }),
    field('tags', 'Tags', { dataType: listOf('text') })
  ],
  inputGroups: [
    {
      ...{ id: 'card', name: 'Card' },
      fields: [
        field('days', 'Days', { dataType: one('number') }),
        field('plan', 'Plan', { dataType: one('file') })
      ],
      dynamic: { flowId: 'f', inputs: { list: { option: 'list' } } }
    }
  ]
} as unknown as ActionSignature

test('all fields except files can be fixed, and a field that decides other fields always is', () => {
  const fields = fixableFieldsOf(signature)
  expect(fields.map(({ id, steers }) => [id, steers])).toEqual([
    ['list', true],
    ['tags', false],
    ['days', false]
  ])
  expect(fixedAmong(fields, {}).map(({ id }) => id)).toEqual(['list'])
  expect(fields[0] && textOf(fields[0], {})).toBe('inbox')
})

test('groups with dynamic fields are named, since only the flow of the tool has those fields', () => {
  expect(loadedGroupsOf(signature)).toEqual(['Card'])
})

test('typed values are parsed by the types of their fields, and an empty one is fixed as empty', () => {
  const fields = fixableFieldsOf(signature)
  expect(readFixed(fields, { list: 'done', tags: '["a"]', days: '' })).toEqual({
    fixed: { list: 'done', tags: ['a'], days: null }
  })
  expect(readFixed(fields, { list: '', days: 'many' })).toEqual({
    errors: {
      list: 'List is required.',
      days: 'Days must be of type Number: enter a number, such as 12.5.'
    }
  })
})

test('fixed values are formatted as text that parses to the same values', () => {
  const fixed = [
    { id: 'list', label: 'List', value: 'done' },
    { id: 'tags', label: 'Tags', value: ['a'] },
    { id: 'days', label: 'Days', value: null }
  ]
  expect(readFixed(fixableFieldsOf(signature), typedOf(fixed))).toEqual({
    fixed: { list: 'done', tags: ['a'], days: null }
  })
})
