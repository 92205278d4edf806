import { describe, expect, test } from 'vitest'
import { listOf, nameOfType, one, type ValueType } from './data-type.ts'
import { type Field, FieldLabel, Fields, OutputGroups } from './field.ts'

const field = (id: string, label: string): Field => ({
  id,
  label,
  fieldType: 'text-field',
  dataType: one('text'),
  required: false
})

describe('a field label', () => {
  test.each(['First name', 'E-mail_2', 'Größe', '名前', 'x'.repeat(100)])('can be %j', label => {
    expect(FieldLabel.safeParse(label).success).toBe(true)
  })

  test.each(['', ' a', 'a ', 'a/b', 'a.b', 'a\nb', '{{a}}', 'x'.repeat(101)])('cannot be %j', label => {
    expect(FieldLabel.safeParse(label).error?.issues[0]?.message).toMatch(/^A label .*\.$/)
  })
})

describe('fields', () => {
  test('of one group have unique labels and ids, regardless of case', () => {
    expect(Fields.safeParse([field('f1', 'Name'), field('f2', 'City')]).success).toBe(true)
    const messages = (fields: Field[]): unknown[] =>
      Fields.safeParse(fields).error?.issues.map(issue => [issue.message, issue.path]) ?? []
    expect(messages([field('f1', 'Name'), field('f2', 'name')])).toEqual([
      ['Two fields have this label. Change one of them.', [1]]
    ])
    expect(messages([field('f1', 'Name'), field('f1', 'City')])).toEqual([
      ['Two fields have this id. Remove one of them.', [1]]
    ])
  })

  test('of different groups can share a label but no id', () => {
    const group = (id: string, name: string, fields: Field[]) => ({ id, name, fields })
    const apart = [group('g1', 'User', [field('f1', 'Id')]), group('g2', 'Team', [field('f2', 'Id')])]
    const shared = [group('g1', 'User', [field('f1', 'Id')]), group('g2', 'Team', [field('f1', 'Key')])]
    const sameName = [group('g1', 'User', []), group('g2', 'user', [])]
    expect(OutputGroups.safeParse(apart).success).toBe(true)
    expect(OutputGroups.safeParse(shared).error?.issues[0]?.message).toBe(
      'Two fields have the same id. Remove one of them.'
    )
    expect(OutputGroups.safeParse(sameName).error?.issues[0]?.message).toBe(
      'Two groups have this name. Rename one of them.'
    )
  })
})

test.each<[ValueType, string]>([
  [one('text'), 'Text'],
  [one('boolean'), 'True/False'],
  [listOf('object'), 'List of Object'],
  [listOf('date'), 'List of Date & Time'],
  [{ kind: 'any', list: false }, 'Any']
])('the type %j is labelled %s', (type, name) => {
  expect(nameOfType(type)).toBe(name)
})
