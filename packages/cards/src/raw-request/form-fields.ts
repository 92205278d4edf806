import type { FieldsSetting, InputPort } from '@hookwright/engine'
import { anyValue, Fault, FieldId, isJsonObject, isNothing, nameOfValue } from '@hookwright/model'
import { z } from 'zod'
import { distinct } from '../kernel/distinct.ts'

/** The fields of a form body, in order. Ids are unique; several fields may have one name. */
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

/** The setting that lists the fields of a form body. */
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

/** Form fields as ports. */
export const formFieldPorts = (fields: FormFields): InputPort[] =>
  fields.map(({ id, name }) => ({ id, label: name, type: anyValue, required: false, group: GROUP }))

/** A file of a multipart body, as an Object with its content as Text. */
interface FormFile {
  name: string
  type: string
  content: string
}

/** A form field with one of its values. */
export interface FormEntry {
  name: string
  value: string | FormFile
}

const fileOf = (value: unknown): FormFile | null => {
  if (!isJsonObject(value)) return null
  const { name, type = 'application/octet-stream', content } = value
  const isFile = typeof name === 'string' && typeof type === 'string' && typeof content === 'string'
  return isFile ? { name, type, content } : null
}

/**
 * The entries of a form: one for each value, and for each item of a list; missing values are left out. Throws
 * `card.input-type` for a value that has no text form; with `files`, an Object of a file is one.
 */
export const formEntriesOf = (
  fields: FormFields,
  inputs: Record<string, unknown>,
  { card, files }: { card: string; files: boolean }
): FormEntry[] => {
  const entryOf = (name: string, value: unknown): FormEntry => {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      return { name, value: String(value) }
    const file = files ? fileOf(value) : null
    if (file !== null) return { name, value: file }
    throw new Fault('card.input-type', {
      card,
      field: name,
      wanted: files
        ? 'Text, Number, True/False, a file as an Object with “name” and “content”, or a list of them'
        : 'Text, Number, True/False or a list of them',
      found: nameOfValue(value),
      place: ''
    })
  }
  return fields.flatMap(({ id, name }) => {
    const value = inputs[id]
    const values: unknown[] = Array.isArray(value) ? value : [value]
    return values.filter(each => !isNothing(each)).map(each => entryOf(name, each))
  })
}
