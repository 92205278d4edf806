import { FieldId } from '@hookwright/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blankField, type FieldDraft, freshKey, labelErrors, movedTo, nameOfField } from './field-draft.ts'

const labelled = (...labels: string[]): FieldDraft[] =>
  labels.map((label, index) => ({ ...blankField(`f${index}`), label }))

describe('a label', () => {
  test.each([
    ['is missing', '', 'Enter a label.'],
    [
      'has a colon',
      'a:b',
      'A label may contain only letters, digits, spaces, - and _, with no space at the start or end.'
    ],
    [
      'begins with a space',
      ' a',
      'A label may contain only letters, digits, spaces, - and _, with no space at the start or end.'
    ],
    [
      'ends with a space',
      'a ',
      'A label may contain only letters, digits, spaces, - and _, with no space at the start or end.'
    ],
    ['is too long', 'x'.repeat(101), 'A label has at most 100 characters. Shorten it.']
  ])('that %s is reported with the fix', (_, label, error) => {
    expect(labelErrors(labelled(label))).toEqual({ f0: error })
  })

  test('of letters, digits, hyphen, underscore and space is accepted', () => {
    expect(labelErrors(labelled('Event type', 'event-type_2', 'Größe', '名前'))).toEqual({})
  })

  test('that two fields share, in any case, is reported at both', () => {
    expect(labelErrors(labelled('Kind', 'Other', 'KIND'))).toEqual({
      f0: 'Two fields are named “Kind”. Change one of the labels.',
      f2: 'Two fields are named “KIND”. Change one of the labels.'
    })
  })

  test('that is missing is replaced by the position of the field', () => {
    const fields = labelled('Kind', '')
    expect(fields.map(field => nameOfField(fields, field))).toEqual(['Kind', 'field 2'])
  })
})

describe('a key', () => {
  test.each([
    ['Event type', [], 'event_type'],
    ['Event type', ['event_type', 'event_type_2'], 'event_type_3'],
    ['  Größe ', [], 'gro_e'],
    ['名前', [], 'field'],
    ['2nd', [], 'field_2nd'],
    ['constructor', [], 'constructor_2']
  ])('for %j next to %j is %j', (label, taken, key) => {
    expect(freshKey(label, new Set(taken))).toBe(key)
  })

  test('is always a valid field id, and always unique', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (label, labels) => {
        const taken = new Set<string>()
        for (const other of [...labels, label, label]) {
          const key = freshKey(other, taken)
          expect(FieldId.safeParse(key).success).toBe(true)
          expect(taken.has(key)).toBe(false)
          taken.add(key)
        }
      })
    )
  })
})

test('moving keeps all fields and puts one at the requested position', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(), { minLength: 1, maxLength: 9 }),
      fc.nat(8),
      fc.nat(8),
      (labels, from, to) => {
        const fields = labelled(...labels.map(String))
        const id = `f${from % fields.length}`
        const at = to % fields.length
        const moved = movedTo(fields, id, at)
        expect(moved[at]?.id).toBe(id)
        expect(moved.filter(field => field.id !== id)).toEqual(fields.filter(field => field.id !== id))
      }
    )
  )
})
