import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyJson } from '../testing/any-value.ts'
import { choiceInputsOf, readChoices } from './choices.ts'
import { attachConversionErrors } from './conversion-error.ts'

describe('the choices that a helper flow returns to a dropdown', () => {
  test.each([
    [
      ['hr', 'it'],
      [
        { display: 'hr', value: 'hr' },
        { display: 'it', value: 'it' }
      ]
    ],
    [
      [7, true],
      [
        { display: '7', value: '7' },
        { display: 'true', value: 'true' }
      ]
    ],
    [[{ display: 'Human Resources', value: 'hr' }], [{ display: 'Human Resources', value: 'hr' }]],
    [[{ Label: 'People', ID: 4 }], [{ display: 'People', value: '4' }]],
    [[{ id: 'hr', name: 'People', size: 3 }], [{ display: 'People', value: 'hr' }]],
    [[{ value: 'hr' }], [{ display: 'hr', value: 'hr' }]],
    [[{ name: 'People' }], [{ display: 'People', value: 'People' }]],
    [[{ display: null, title: 'People', value: '', key: 'hr' }], [{ display: 'People', value: 'hr' }]],
    [[null, '', 'hr'], [{ display: 'hr', value: 'hr' }]],
    [
      [
        { value: 'hr', display: 'First' },
        { value: 'hr', display: 'Second' }
      ],
      [{ display: 'First', value: 'hr' }]
    ],
    [[], []]
  ])('are read from %j', (list, choices) => {
    expect(readChoices({ choices: list })).toEqual({ ok: true, choices })
  })

  test('are its first output with a list', () => {
    expect(readChoices({ count: 2, names: ['hr'], more: ['it'] })).toEqual({
      ok: true,
      choices: [{ display: 'hr', value: 'hr' }]
    })
  })

  test.each([
    [null, 'It has no Return card'],
    [{}, 'It returned nothing instead of a list'],
    [{ a: 'hr', b: 3 }, 'It returned Text, Number instead of a list'],
    [{ a: { hr: 'People' } }, 'It returned Object instead of a list'],
    [{ a: ['hr', ['it']] }, 'Item 2 of the list is a list without a value'],
    [{ a: [{ size: 3 }] }, 'Item 1 of the list is Object without a value'],
    [{ a: Array.from({ length: 5_001 }, (_, at) => at) }, 'It returned 5001 values, but the limit is 5000']
  ])('give a fault if they cannot be read', (result, beginning) => {
    const read = readChoices(result)
    expect(read).toMatchObject({ ok: false, what: expect.stringContaining(beginning) })
    expect(read).toMatchObject({ what: expect.stringMatching(/; .*\.$/) })
  })

  // review: services 1
  test('are refused with their types if an output does not fit', () => {
    const error = { label: 'Teams', found: 'Object', wanted: 'List of Text', place: '' }
    expect(readChoices(attachConversionErrors({ teams: null }, { teams: error }))).toEqual({
      ok: false,
      what: 'Its output “Teams” is an Object, but List of Text is declared; return a list of texts, or of objects with “display” and “value”.'
    })
  })

  test('are read without a throw from any value, each once and each with a label', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(anyJson, fc.array(anyJson))), result => {
        const read = readChoices(result)
        if (!read.ok) return read.what.endsWith('.')
        const values = read.choices.map(choice => choice.value)
        return new Set(values).size === values.length && read.choices.every(({ display }) => display !== '')
      })
    )
  })

  test('are the same when they are read again', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ display: fc.string(), value: fc.string() })), list => {
        const read = readChoices({ list })
        if (read.ok) expect(readChoices({ list: read.choices })).toEqual(read)
      })
    )
  })
})

describe('the inputs of a helper flow for a dropdown', () => {
  test('are literals and the options chosen so far', () => {
    const choices = {
      from: 'flow',
      flowId: 'teams',
      inputs: { region: { option: 'region' }, size: { literal: 20 }, kind: { option: 'kind' } }
    } as const
    expect(choiceInputsOf(choices, { region: 'north', other: 'x' })).toEqual({
      region: 'north',
      size: 20,
      kind: null
    })
  })
})
