import { cardSpecs } from '@hookwright/cards'
import { cardOf, flowOf } from '@hookwright/engine/testing'
import { anyValue, type Field, listOf, one } from '@hookwright/model'
import { expect, test } from 'vitest'
import {
  FILE_EXAMPLE,
  optionValuesOf,
  parseFieldText,
  type StartField,
  startFieldsOf,
  typedText
} from './start-fields.ts'

const field = (dataType: StartField['dataType'], required = true): StartField => ({
  id: 'f',
  label: 'Count',
  dataType,
  required
})

test.each<[string, StartField, unknown]>([
  ['12', field(one('number')), { value: 12 }],
  ['many', field(one('number')), { error: 'Count must be of type Number: enter a number, such as 12.5.' }],
  [
    '9007199254740993',
    field(one('number')),
    {
      error:
        'Count must be of type Number, but 9007199254740993 is larger than 2^53 and would lose digits as a Number; enter a smaller number, or use Text.'
    }
  ],
  ['9007199254740993', field(one('text')), { value: '9007199254740993' }],
  ['{"id":9007199254740993}', field(one('object')), { value: { id: '9007199254740993' } }],
  ['{"id":9007199254740993}', field(anyValue), { value: { id: '9007199254740993' } }],
  ['', field(one('number')), { error: 'Count is required.' }],
  [' ', field(one('number'), false), { value: null }],
  ['{"a":1}', field(one('object')), { value: { a: 1 } }],
  [
    'a',
    field(one('object')),
    { error: 'Count must be of type Object: enter JSON, such as {"key": "value"}.' }
  ],
  [
    '{"name": "note.txt"}',
    field(one('file')),
    {
      error: `Count must be of type File: enter JSON, such as ${FILE_EXAMPLE}.`
    }
  ],
  [FILE_EXAMPLE, field(one('file')), { value: JSON.parse(FILE_EXAMPLE) }],
  [
    'a',
    field(listOf('text')),
    { error: 'Count must be of type List of Text: enter JSON, such as ["a", "b"].' }
  ],
  [
    'soon',
    field(one('date')),
    { error: 'Count must be of type Date & Time: enter a time, such as 2026-11-24T14:02:11Z.' }
  ],
  ['["a"]', field(listOf('text')), { value: ['a'] }],
  ['true', field(one('boolean')), { value: true }],
  ['12', field(one('text')), { value: '12' }],
  ['12', field(anyValue), { value: '12' }],
  ['{"a":1}', field(anyValue), { value: { a: 1 } }],
  ['[not JSON]', field(anyValue), { value: '[not JSON]' }]
])('%j typed for %j becomes %j', (typed, wanted, result) => {
  expect(parseFieldText(typed, wanted)).toEqual(result)
})

test.each([
  ['Ada', one('text')],
  [12.5, one('number')],
  [false, one('boolean')],
  [['a', 'b'], listOf('text')],
  [{ a: [1] }, anyValue],
  [null, one('object')]
])('%j is formatted as text that parses to the same value', (value, type) => {
  expect(parseFieldText(typedText(value), field(type, false))).toEqual({ value })
})

test('an action asks for its options, the inputs of its groups and the selected outputs', () => {
  const named = (id: string, label: string, parts: Partial<Field> = {}): Field => ({
    id,
    label,
    fieldType: 'text-field',
    dataType: one('text'),
    required: true,
    ...parts
  })
  const choices = { from: 'static', rows: [{ display: 'High', value: 'high' }] } as const
  const place = named('place', 'Place', { initial: 'here' })
  const flow = flowOf(
    cardOf('action', 'start', {
      options: [place],
      groups: [
        { id: 'who', name: 'Person', fields: [named('name', 'Name')], extensible: true },
        {
          id: 'team',
          name: 'Team',
          fields: [
            named('team-name', 'Name'),
            named('level', 'Level', {
              fieldType: 'dropdown',
              required: false,
              choices: { from: 'static', rows: [...choices.rows] }
            })
          ]
        }
      ],
      selectable: true
    }),
    cardOf('return-outputs', 'return', {
      groups: [{ id: 'made', name: 'Made', fields: [named('id', 'ID', { required: false })] }],
      runMode: false
    })
  )
  expect(startFieldsOf({ flowId: 'flow', flow, specs: cardSpecs })).toEqual([
    {
      ...{ id: 'option.place', label: 'Place', dataType: one('text'), required: true },
      ...{ initial: 'here', option: place }
    },
    { id: 'name', label: 'Person: Name', dataType: one('text'), required: true },
    { id: 'added.who', label: 'Added fields', dataType: one('object'), required: false },
    { id: 'team-name', label: 'Team: Name', dataType: one('text'), required: true },
    { id: 'level', label: 'Level', dataType: one('text'), required: false, choices: choices.rows },
    {
      id: 'selected-outputs',
      label: 'Selected outputs',
      dataType: listOf('text'),
      required: false,
      initial: ['ID']
    }
  ])
})

test('option values are the valid typed ones, by option', () => {
  const option = (id: string, dataType: Field['dataType']): StartField => ({
    ...field(dataType, false),
    id: `option.${id}`,
    option: { id, label: id, fieldType: 'text-field', dataType, required: false }
  })
  const typed: Record<string, string> = { 'option.a': '7', 'option.b': 'many', 'option.c': '', f: 'x' }
  const fields = [
    option('a', one('number')),
    option('b', one('number')),
    option('c', one('text')),
    field(one('text'))
  ]
  expect(optionValuesOf(fields, ({ id }) => typed[id] ?? '')).toEqual({ a: 7 })
})

test.each([
  ['webhook-registration', ['Event URL', 'Signing Secret', 'Lapsed Registration Data']],
  ['webhook-renewal', ['Event URL', 'Signing Secret', 'Registration Data']]
])('a flow that starts with %s asks for what its start card gives', (type, labels) => {
  const flow = flowOf(cardOf(type, 'start', { inputs: [] }))
  expect(startFieldsOf({ flowId: 'f', flow, specs: cardSpecs }).map(({ label }) => label)).toEqual(labels)
})
