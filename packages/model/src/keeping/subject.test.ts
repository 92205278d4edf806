import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DataType, listOf, one } from '../fields/data-type.ts'
import type { OutputField, OutputGroup } from '../fields/field.ts'
import { REDACTED } from './redact-value.ts'
import { subjectFieldsOf, subjectOf } from './subject.ts'

const field = (label: string, dataType: DataType = one('text')): OutputField => ({
  id: `of-${label}`,
  label,
  fieldType: 'text-field',
  dataType,
  required: false
})

const groupsOf = (...fields: OutputField[]): OutputGroup[] => [{ id: 'group', name: 'Group', fields }]

const subject = (values: Record<string, unknown>, types: Record<string, DataType> = {}): string | null => {
  const labels = Object.keys(values)
  const outputs = Object.fromEntries(labels.map(label => [`of-${label}`, values[label]]))
  return subjectOf(subjectFieldsOf(groupsOf(...labels.map(label => field(label, types[label])))), outputs)
}

describe('subject of an event', () => {
  it('is a person, by first and last name', () => {
    expect(
      subject({ ID: 'usr_1', 'First name': 'Ada', Email: 'ada@acme.example', 'Last name': 'Grimsby' })
    ).toBe('Ada Grimsby')
    expect(subject({ first_name: 'Ada', surname: null })).toBe('Ada')
  })

  it('is the output with the most telling name, not the first one', () => {
    expect(subject({ ID: 'usr_1', Email: 'ada@acme.example', Title: 'Printer on fire' })).toBe(
      'Printer on fire'
    )
    expect(subject({ Login: 'ada', Name: 'Ada Grimsby' })).toBe('Ada Grimsby')
    expect(subject({ Status: 'open', 'Room name': 'Lovelace', Number: 7 })).toBe('Lovelace')
  })

  it('falls back to a number or an id', () => {
    expect(
      subject({ Amount: 12, 'Order number': 10482 }, { Amount: one('number'), 'Order number': one('number') })
    ).toBe('10482')
    expect(subject({ Status: 'open', ID: 'evt_1' })).toBe('evt_1')
    expect(subject({ Status: 'open', Amount: 12 })).toBeNull()
  })

  it('skips values that are missing, empty or redacted', () => {
    expect(
      subject({ Name: null, Title: ' ', Subject: REDACTED, Login: 'It is •••.', Email: 'ada@acme.example' })
    ).toBe('ada@acme.example')
    expect(subjectOf([['of-Name']], {})).toBeNull()
  })

  it('is never a list, a number as a name, or an output labelled as a secret', () => {
    expect(subjectFieldsOf(groupsOf(field('Name', listOf('text')), field('Title', one('number'))))).toEqual(
      []
    )
    for (const label of ['API Key', 'Access token name', 'Password', 'Client secret name', 'Signature title'])
      expect(subjectFieldsOf(groupsOf(field(label)))).toEqual([])
  })

  it('is one line', () => {
    expect(subject({ Title: ' Printer\n on   fire ' })).toBe('Printer on fire')
  })

  it('has at most 80 characters and no line break, for any values', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), values => {
        const ids = values.map((_, at) => String(at))
        const found = subjectOf([ids], Object.fromEntries(values.map((value, at) => [String(at), value])))
        expect([...(found ?? '')].length).toBeLessThanOrEqual(80)
        expect(found ?? '').not.toMatch(/[\r\n]/)
      })
    )
  })
})
