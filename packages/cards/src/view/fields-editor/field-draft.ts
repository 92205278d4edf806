import { type DataType, type Field, type FieldId, FieldLabel, type FieldType, one } from '@hookwright/model'

/** Draft of a field: its label is the typed text, which may be invalid. */
export interface FieldDraft {
  id: FieldId
  label: string
  fieldType: FieldType
  dataType: DataType
  required: boolean
  /** Set while the data type is a guess; outputs only. */
  guessed?: true
}

/** Validation errors of field labels, by field id. */
export type LabelErrors = Record<FieldId, string>

/** Returns a new required text field without a label. */
export const blankField = (id: FieldId): FieldDraft => ({
  id,
  label: '',
  fieldType: 'text-field',
  dataType: one('text'),
  required: true
})

/**
 * Returns the items with one of them moved to another index. An index outside the list is replaced by the
 * nearest one.
 */
export const movedTo = <Item extends { id: string }>(
  items: readonly Item[],
  id: string,
  to: number
): Item[] => {
  const from = items.findIndex(item => item.id === id)
  const moved = items[from]
  if (moved === undefined) return [...items]
  return items.toSpliced(from, 1).toSpliced(Math.max(0, to), 0, moved)
}

/** Returns the name of a field, or its number while it has no label. */
export const nameOfField = (fields: readonly FieldDraft[], field: FieldDraft): string =>
  field.label === '' ? `field ${fields.findIndex(each => each.id === field.id) + 1}` : field.label

const errorOf = (field: FieldDraft, fields: readonly FieldDraft[]): string | null => {
  if (field.label === '') return 'Enter a label.'
  const read = FieldLabel.safeParse(field.label)
  if (!read.success) return read.error.issues[0]?.message ?? null
  const label = field.label.toLowerCase()
  const twice = fields.some(other => other.id !== field.id && other.label.toLowerCase() === label)
  return twice ? `Two fields are named “${field.label}”. Change one of the labels.` : null
}

/** Returns validation errors of the labels in a group: missing labels, invalid characters and duplicates. */
export const labelErrors = (fields: readonly FieldDraft[]): LabelErrors =>
  Object.fromEntries(
    fields.flatMap(field => {
      const error = errorOf(field, fields)
      return error === null ? [] : [[field.id, error]]
    })
  )

/** Maximum length of a key that is derived from a label. */
const LONGEST = 60

/**
 * Returns a key for a new field, derived from its label. A number is appended if the key is taken. Later
 * changes of the label do not change the key.
 */
export const freshKey = (label: string, taken: ReadonlySet<FieldId>): FieldId => {
  const plain = label.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const words = plain.replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '')
  const key = words === '' ? 'field' : words.slice(0, LONGEST)
  let number = 1
  let free = /^\d/.test(key) ? `field_${key}` : key
  const stem = free
  while (taken.has(free) || free === 'constructor' || free === 'prototype') {
    number += 1
    free = `${stem}_${number}`
  }
  return free
}

/** Returns the draft of an existing field. */
export const fieldDraftOf = ({
  id,
  label,
  fieldType,
  dataType,
  required,
  guessed
}: Field & Pick<FieldDraft, 'guessed'>): FieldDraft => ({
  id,
  label,
  fieldType,
  dataType,
  required,
  ...(guessed === true && { guessed })
})
