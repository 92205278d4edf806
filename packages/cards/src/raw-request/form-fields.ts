import type { FieldsSetting, InputPort } from '@hookwright/engine'
import {
  anyValue,
  Fault,
  FieldId,
  isJsonObject,
  isNothing,
  MOST_FILE_BYTES,
  nameOfValue,
  sizeOfContent
} from '@hookwright/model'
import { z } from 'zod'
import { distinct } from '../kernel/distinct.ts'
import { type FormEntry, filesTooLarge, formFileOf } from './form-file.ts'

/** Fields of a form body, in order. Ids are unique, but several fields can have the same name. */
export const FormFields = z
  .array(
    z.strictObject({
      id: FieldId,
      name: z
        .string()
        .min(1, 'A form field needs a name. Enter one.')
        .max(200, 'The name of a form field has at most 200 characters. Shorten it.')
    })
  )
  .max(200, 'A form has at most 200 fields; remove some.')
  .superRefine(distinct(field => field.id, 'Two form fields have this id. Remove one of them.'))
export type FormFields = z.infer<typeof FormFields>

const GROUP = 'Form fields'

/** Setting for the fields of a form body. */
export const formFieldsSetting = {
  kind: 'fields',
  key: 'form',
  noun: 'Form field',
  of: 'inputs',
  group: GROUP,
  named: 'name',
  parts: [],
  shownFor: { key: 'bodyFormat', values: ['form', 'multipart'] },
  fresh: (id, name) => ({ id, name })
} satisfies FieldsSetting

/** Converts form fields to ports. */
export const formFieldPorts = (fields: FormFields): InputPort[] =>
  fields.map(({ id, name }) => ({ id, label: name, type: anyValue, required: false, group: GROUP }))

const scalars = 'Text, Number, True/False'

/**
 * Returns the values of a form, each with the name of its field. A list becomes one value for each item.
 * Missing values are omitted.
 */
const valuesOf = (fields: FormFields, inputs: Record<string, unknown>): { name: string; value: unknown }[] =>
  fields.flatMap(({ id, name }) => {
    const value = inputs[id]
    const values: unknown[] = Array.isArray(value) ? value : [value]
    return values.filter(each => !isNothing(each)).map(each => ({ name, value: each }))
  })

const textIn = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null

const misfit = (card: string, field: string, wanted: string, value: unknown): Fault =>
  new Fault('card.input-type', { card, field, wanted, found: nameOfValue(value), place: '' })

/**
 * Returns the entries of a text-only form. Throws `card.input-type` for a value that cannot be converted to
 * text.
 */
export const textEntriesOf = (
  fields: FormFields,
  inputs: Record<string, unknown>,
  card: string
): { name: string; value: string }[] =>
  valuesOf(fields, inputs).map(({ name, value }) => {
    const text = textIn(value)
    if (text === null) throw misfit(card, name, `${scalars} or a list of them`, value)
    return { name, value: text }
  })

/**
 * Returns the entries of a form with files. Throws `card.input-type` for a value that is neither text nor a
 * file, and `card.failed` for an invalid file. Files are not decoded if their total size is too large.
 */
export const formEntriesOf = (
  fields: FormFields,
  inputs: Record<string, unknown>,
  card: string
): FormEntry[] => {
  let left = MOST_FILE_BYTES
  return valuesOf(fields, inputs).map(({ name, value }): FormEntry => {
    const text = textIn(value)
    if (text !== null) return { name, value: text }
    left -= sizeOfContent(value)
    if (left < 0) throw filesTooLarge(card)
    const file = isJsonObject(value) ? formFileOf(value, { card, field: name }) : null
    if (file !== null) return { name, value: file }
    const wanted = `${scalars}, a file as an Object with “name” and “content”, or a list of them`
    throw misfit(card, name, wanted, value)
  })
}
