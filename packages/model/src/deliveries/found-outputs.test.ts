import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { one } from '../fields/data-type.ts'
import type { Field, OutputGroup } from '../fields/field.ts'
import { foundOutputsOf } from './found-outputs.ts'

const field = (id: string): Field => ({
  id,
  label: id.toUpperCase(),
  fieldType: 'text-field',
  dataType: one('text'),
  required: false
})
const groups: OutputGroup[] = [
  { id: 'person', name: 'Person', fields: [field('name'), field('age')] },
  { id: 'raw', name: 'Raw', fields: [field('body')] }
]

const wordsOf = (found: ReturnType<typeof foundOutputsOf>): string[] =>
  found.groups.flatMap(group =>
    group.fields.map(({ id, is, found: count, of }) => `${id} ${is} ${count} of ${of}`)
  )

describe('the outputs of a delivery', () => {
  test('count as matched if they have a value and as missing otherwise', () => {
    const found = foundOutputsOf({ groups, runMode: false }, { name: 'Jo', age: null, body: '' })
    expect(found.records).toBeNull()
    expect(found.groups.map(({ id, name }) => [id, name])).toEqual([
      ['person', 'Person'],
      ['raw', 'Raw']
    ])
    expect(wordsOf(found)).toEqual(['name matched 1 of 1', 'age missing 0 of 1', 'body matched 1 of 1'])
    expect(found.groups[0]?.fields[0]).toMatchObject({ label: 'NAME', dataType: one('text'), value: 'Jo' })
    expect(found.groups[0]?.fields[1]?.value).toBeNull()
  })

  test('are counted record by record in Run mode', () => {
    const records = [{ name: null, age: 3 }, { name: 'Kim', age: 4 }, { age: 5 }]
    const found = foundOutputsOf({ groups, runMode: true }, { records })
    expect(found.records).toBe(3)
    expect(wordsOf(found)).toEqual(['name partly 1 of 3', 'age matched 3 of 3', 'body missing 0 of 3'])
    expect(found.groups[0]?.fields[0]?.value).toBe('Kim')
  })

  test.each([null, {}, { records: 'none' }])('are all missing when the event flow gave %j', result => {
    for (const runMode of [true, false]) {
      const found = foundOutputsOf({ groups, runMode }, result)
      expect(found.groups.flatMap(group => group.fields).every(({ is }) => is === 'missing')).toBe(true)
    }
  })

  test('include no value of a prototype', () => {
    const odd = [{ id: 'g', name: 'G', fields: [field('constructor'), field('toString')] }]
    expect(wordsOf(foundOutputsOf({ groups: odd, runMode: false }, {}))).toEqual([
      'constructor missing 0 of 1',
      'toString missing 0 of 1'
    ])
  })

  test('are the declared ones in their order, for any values', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('name', 'age', 'body', 'more'), fc.jsonValue()), result => {
        const found = foundOutputsOf({ groups, runMode: false }, result)
        expect(found.groups.flatMap(group => group.fields.map(({ id }) => id))).toEqual([
          'name',
          'age',
          'body'
        ])
      })
    )
  })
})
