import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyJson } from '../testing/any-value.ts'
import { attachConversionErrors } from './conversion-error.ts'
import {
  DynamicGroup,
  identifyFields,
  type NamedField,
  NamedField as NamedFieldSchema
} from './dynamic-fields.ts'
import { readFields } from './read-fields.ts'

const field = (key: string, parts: Partial<NamedField> = {}): NamedField => ({
  key,
  label: key,
  fieldType: 'text-field',
  dataType: { kind: 'text', list: false },
  required: false,
  ...parts
})

const asOptions = (...values: string[]): Partial<NamedField> => ({
  fieldType: 'dropdown',
  choices: { from: 'static', rows: values.map(value => ({ display: value, value })) }
})

describe('a field from a helper flow', () => {
  test.each<[string, object, NamedField]>([
    ['has a name alone', { name: 'severity' }, field('severity')],
    ['has a key and a label', { key: 'cf_1', label: 'Severity' }, field('cf_1', { label: 'Severity' })],
    ['has an id and a name', { id: 10010, name: 'Severity' }, field('10010', { label: 'Severity' })],
    ['has a display name', { Name: 's', displayName: 'Severity' }, field('s', { label: 'Severity' })],
    ['is a number', { name: 'n', type: 'Number' }, field('n', { dataType: { kind: 'number', list: false } })],
    [
      'is a list',
      { name: 'n', type: 'string', list: true },
      field('n', { dataType: { kind: 'text', list: true } })
    ],
    [
      'is a list by its type',
      { name: 'n', type: 'List of Date & Time' },
      field('n', { dataType: { kind: 'date', list: true } })
    ],
    [
      'is a list with brackets',
      { name: 'n', type: 'integer[]' },
      field('n', { dataType: { kind: 'number', list: true } })
    ],
    ['is required', { name: 'n', required: true }, field('n', { required: true })],
    ['has a description', { name: 'n', description: ' How bad? ' }, field('n', { description: 'How bad?' })],
    [
      'has options',
      { name: 'n', type: 'Options', available: ['low', 'high'] },
      field('n', asOptions('low', 'high'))
    ],
    ['has no options left', { name: 'n', options: [] }, field('n')],
    [
      'has a default',
      { name: 'n', type: 'True/False', defaultValue: 'true' },
      field('n', { dataType: { kind: 'boolean', list: false }, initial: true })
    ],
    ['has keys that mean nothing', { name: 'n', colour: 'red', nested: { a: 1 } }, field('n')]
  ])('that %s', (_, item, wanted) => {
    expect(readFields({ fields: [item] })).toEqual({ ok: true, groups: [{ name: null, fields: [wanted] }] })
  })
})

test('groups have the names from the helper flow', () => {
  const list = [
    { name: 'Billing', fields: [{ name: 'code' }] },
    { name: 'Shipping', fields: [] }
  ]
  expect(readFields({ note: 'two', groups: list })).toEqual({
    ok: true,
    groups: [
      { name: 'Billing', fields: [field('code')] },
      { name: 'Shipping', fields: [] }
    ]
  })
  expect(readFields({ fields: [] })).toEqual({ ok: true, groups: [] })
})

describe('an answer with a wrong shape is a problem with the place and the fix', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `f${index}` }))
  test.each<[string, Record<string, unknown> | null, string]>([
    ['no Return card', null, 'It has no Return card, so it returns nothing; return a list of fields'],
    ['nothing, as after 204', { fields: null }, 'It returned nothing instead of a list; return a list'],
    ['HTML', { fields: '<html></html>' }, 'It returned Text instead of a list; return a list of fields'],
    ['an object', { fields: { name: 'a' } }, 'It returned Object instead of a list'],
    [
      'a text among fields',
      { fields: [{ name: 'a' }, 'b'] },
      'Item 2 is Text instead of an object; return a list'
    ],
    ['no name', { fields: [{ label: 'A' }] }, 'Item 1 has no “name”; return a list of fields'],
    ['an empty name', { fields: [{ name: ' ' }] }, 'Item 1 has a “name” that is empty. Correct it'],
    ['a name that is an object', { fields: [{ name: {} }] }, 'Item 1 has a “name” that must be a text.'],
    ['a reserved name', { fields: [{ name: '__proto__' }] }, 'Item 1 has a “name” that is a reserved name.'],
    [
      'a long label',
      { fields: [{ name: 'a', label: 'x'.repeat(101) }] },
      'a “label” that is longer than 100 characters'
    ],
    [
      'an unknown type',
      { fields: [{ name: 'a', type: 'colour' }] },
      'Item 1 has a “type” that must be Text, Number, True/False, Date & Time, Object, File or Options.'
    ],
    [
      'a type that is no text',
      { fields: [{ name: 'a', type: 7 }] },
      'Item 1 has a “type” that must be a text.'
    ],
    [
      'a list that is a text',
      { fields: [{ name: 'a', list: 'yes' }] },
      'Item 1 has a “list” that must be true or false.'
    ],
    [
      'two names alike',
      { fields: [{ name: 'a' }, { name: 'b' }, { name: 'A' }] },
      'Item 1 and item 3 are both named “A”'
    ],
    [
      'two labels alike',
      {
        fields: [
          { name: 'a', label: 'X' },
          { name: 'b', label: 'x' }
        ]
      },
      'Item 1 and item 2 are both named “x”'
    ],
    [
      'options that are no list',
      { fields: [{ name: 'a', options: 'x' }] },
      'a “options” that must be a list'
    ],
    [
      'an option without a value',
      { fields: [{ name: 'a', options: [{}] }] },
      'Option 1 of item 1 is Object without a value'
    ],
    [
      'an option that is no number',
      { fields: [{ name: 'a', type: 'Number', options: ['x'] }] },
      'Option 1 of item 1 is not a number'
    ],
    [
      'options of a date',
      { fields: [{ name: 'a', type: 'Date', options: ['x'] }] },
      'its type is Date & Time'
    ],
    [
      'a default of another type',
      { fields: [{ name: 'a', type: 'Number', default: 'x' }] },
      'Item 1 has a default that is Text, but its type is Number'
    ],
    [
      'a default of an object',
      { fields: [{ name: 'a', type: 'Object', default: {} }] },
      'which Object cannot have'
    ],
    [
      'fields and groups',
      { fields: [{ name: 'a' }, { name: 'g', fields: [] }] },
      'Item 1 has no “fields”, but other items are groups'
    ],
    [
      'a group in a group',
      { groups: [{ name: 'g', fields: [{ name: 'h', fields: [] }] }] },
      'Field 1 of item 1 has “fields” of its own'
    ],
    ['a group without a name', { groups: [{ fields: [] }] }, 'Item 1 has no “name”; return a list'],
    [
      'fields that are no list',
      { groups: [{ name: 'g', fields: 'none' }] },
      'Item 1 has a “fields” that must be a list'
    ],
    [
      'two groups alike',
      {
        groups: [
          { name: 'g', fields: [] },
          { name: 'G', fields: [] }
        ]
      },
      'Items 1 and 2 are groups with the same name'
    ],
    [
      'too many fields',
      { fields: many(201) },
      'The list has 201 fields, but the limit is 200; return fewer.'
    ],
    [
      'too many groups',
      { groups: Array.from({ length: 21 }, (_, at) => ({ name: `g${at}`, fields: [] })) },
      'It returned 21 groups, but the limit is 20'
    ],
    [
      'too many fields in groups',
      { groups: [1, 2, 3].map(name => ({ name: `g${name}`, fields: many(150) })) },
      'It returned 450 fields, but the limit is 400'
    ],
    [
      'a megabyte',
      {
        fields: many(200).map(item => ({
          ...item,
          options: Array.from({ length: 50 }, (_, at) => `${at}`.padEnd(99, 'x'))
        }))
      },
      'kB in size, but the limit is 200 kB; return fewer fields or options.'
    ]
  ])('%s', (_, result, what) => {
    expect(readFields(result)).toEqual({ ok: false, what: expect.stringContaining(what) })
  })

  test('an output that does not fit its type', () => {
    const error = { label: 'Fields', found: 'Object', wanted: 'List of Object', place: '' }
    expect(readFields(attachConversionErrors({ fields: null }, { fields: error }))).toEqual({
      ok: false,
      what: expect.stringContaining(
        'Its output “Fields” is an Object, but List of Object is declared; return'
      )
    })
  })
})

test('any answer gives either fields that a card can store or a problem, and never throws', () => {
  const key = fc.constantFrom(
    'name',
    'key',
    'id',
    'label',
    'type',
    'list',
    'required',
    'options',
    'default',
    'Fields'
  )
  const value = fc.oneof(
    anyJson,
    fc.constantFrom('Text', 'Number', 'Options', true, ['a', 'b']),
    fc.anything()
  )
  const item = fc.oneof(
    fc.dictionary(key, value),
    fc.record({ name: fc.string(), fields: fc.array(fc.dictionary(key, value)) }),
    anyJson
  )
  const result = fc.oneof(
    fc.record({ fields: fc.array(item, { maxLength: 4 }) }),
    fc.dictionary(fc.string(), fc.anything()),
    fc.constant(null)
  )
  fc.assert(
    fc.property(result, answer => {
      const read = readFields(answer)
      if (!read.ok) {
        expect(read.what).toMatch(/[.]$/)
        return
      }
      for (const { name, fields } of read.groups) {
        for (const each of fields) expect(NamedFieldSchema.safeParse(each).success).toBe(true)
        const kept = identifyFields('g', [{ name, fields }])
        for (const each of kept) expect(DynamicGroup.safeParse(each).success).toBe(true)
      }
    }),
    { numRuns: 200 }
  )
})

test('a field always has the same id, and no two fields share one', () => {
  const read = (...keys: string[]) =>
    identifyFields('custom', [{ name: null, fields: keys.map(key => field(key)) }])
  const idsOf = (groups: DynamicGroup[]) => groups.flatMap(({ fields }) => fields.map(({ id }) => id))
  const [severity, other] = idsOf(read('severity', 'Größe (cm)'))
  expect(idsOf(read('Größe (cm)', 'new', 'severity'))).toEqual([other, expect.any(String), severity])
  expect(severity).not.toBe(idsOf(identifyFields('other', [{ name: null, fields: [field('severity')] }]))[0])
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ minLength: 1, maxLength: 200 }), { maxLength: 30 }), keys => {
      const ids = idsOf(read(...keys))
      expect(new Set(ids).size).toBe(keys.length)
      for (const id of ids) expect(id).toMatch(/^dynamic\.[A-Za-z0-9_.]{1,100}$/)
    })
  )
})
