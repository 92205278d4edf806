import { coerce } from '../fields/coerce.ts'
import { type DataType, nameOfType } from '../fields/data-type.ts'
import { type Field, isChosen, type OutputGroup } from '../fields/field.ts'
import { type FieldId, isReservedName } from '../kernel/ids.ts'
import { isJsonObject, type Json, type JsonObject } from '../kernel/json.ts'

/** JSON Schema (draft 2020-12), limited to the keywords that fields need. */
export type JsonSchema = Record<string, unknown>

/** JSON Schema of a file value in an event. */
const eventFile: JsonObject = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    name: { type: 'string' },
    type: { type: 'string' },
    size: { type: 'integer' }
  }
}

/** Returns the JSON Schema of a data type. `file` is the schema for files. */
export const schemaOfType = ({ kind, list }: DataType, file: JsonObject): JsonObject => {
  if (list) return { type: 'array', items: schemaOfType({ kind, list: false }, file) }
  switch (kind) {
    case 'text':
      return { type: 'string' }
    case 'number':
      return { type: 'number' }
    case 'boolean':
      return { type: 'boolean' }
    case 'date':
      return { type: 'string', format: 'date-time' }
    case 'object':
      return { type: 'object' }
    case 'file':
      return file
  }
}

/** Converts a text to snake case with Latin letters and digits; empty if the text has none. */
export const snakeCaseOf = (label: string): string =>
  label
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')

/**
 * Returns the property name of each field, made from its label. A duplicate, reserved or empty name gets two
 * underscores and the field's id appended. All names differ.
 */
export const argumentNamesOf = (
  fields: readonly Pick<Field, 'id' | 'label'>[],
  reserved: readonly string[] = []
): Map<FieldId, string> => {
  const slugs = fields.map(({ label }) => snakeCaseOf(label))
  const isAlone = (slug: string): boolean =>
    slug !== '' &&
    !isReservedName(slug) &&
    !reserved.includes(slug) &&
    slugs.filter(other => other === slug).length === 1
  return new Map(
    fields.map(({ id }, at) => {
      const slug = slugs[at] ?? ''
      return [id, isAlone(slug) ? slug : `${slug || 'field'}__${id}`]
    })
  )
}

/**
 * Returns the schema of one input field. Static choices are listed; choices from the service are only
 * described.
 */
const schemaOfField = (field: Field): JsonSchema => {
  const base = { title: field.label, ...schemaOfType(field.dataType, eventFile) }
  const { choices } = field
  if (choices === undefined || !isChosen(field)) return base
  const isMany = field.fieldType === 'multi-select'
  if (choices.from === 'flow') {
    const description = isMany
      ? `Values that the service offers for “${field.label}” at the moment.`
      : `One of the values that the service offers for “${field.label}” at the moment.`
    return { ...base, description }
  }
  const values = choices.rows.map(({ value, display }) => ({
    const: field.dataType.kind === 'number' ? Number(value) : value,
    title: display
  }))
  // An empty `oneOf` is no schema.
  if (values.length === 0) return base
  return isMany
    ? { title: field.label, type: 'array', items: { oneOf: values }, uniqueItems: true }
    : { title: field.label, oneOf: values }
}

/**
 * Returns the schema of an object with these input fields. `more` contains further properties of the object.
 */
export const eventInputSchemaOf = (
  fields: readonly Field[],
  {
    names,
    more = {},
    required = []
  }: {
    names: ReadonlyMap<FieldId, string>
    more?: Record<string, JsonSchema>
    required?: string[]
  }
): JsonSchema => ({
  type: 'object',
  properties: {
    ...more,
    ...Object.fromEntries(fields.map(field => [names.get(field.id) ?? field.id, schemaOfField(field)]))
  },
  required: [
    ...required,
    ...fields.flatMap(({ id, required: isRequired }) => (isRequired ? [names.get(id) ?? id] : []))
  ],
  additionalProperties: false
})

/** Returns the property names of all output fields, across their groups. */
export const payloadNamesOf = (groups: readonly OutputGroup[]): Map<FieldId, string> =>
  argumentNamesOf(groups.flatMap(({ fields }) => fields))

/** Returns the schema of an object with all outputs. Every value may be null. */
export const payloadSchemaOf = (groups: readonly OutputGroup[]): JsonSchema => {
  const names = payloadNamesOf(groups)
  const fields = groups.flatMap(group => group.fields.map(field => ({ field, group: group.name })))
  return {
    type: 'object',
    properties: Object.fromEntries(
      fields.map(({ field, group }) => [
        names.get(field.id) ?? field.id,
        field.guessed === true
          ? { title: field.label, description: group }
          : {
              title: field.label,
              description: group,
              anyOf: [schemaOfType(field.dataType, eventFile), { type: 'null' }]
            }
      ])
    ),
    additionalProperties: false
  }
}

/** Argument values by field id, or the reason why the arguments are invalid, as a sentence. */
export type ReadEventArguments = { ok: true; values: Record<FieldId, Json> } | { ok: false; what: string }

/** Returns an error sentence if a value is not one of the static choices; otherwise null. */
const whyNotOffered = (field: Field, name: string, value: unknown): string | null => {
  const { choices } = field
  if (choices?.from !== 'static' || !isChosen(field)) return null
  const chosen = field.fieldType === 'multi-select' && Array.isArray(value) ? value : [value]
  const offered = new Set(choices.rows.map(row => row.value))
  const unknown = chosen.find(one => !offered.has(String(one)))
  if (unknown === undefined) return null
  const list = choices.rows.map(row => `“${row.value}”`).join(', ')
  return `The argument “${name}” must be one of ${list}.`
}

/** Converts arguments from property names to field ids. Values must have the declared types. */
export const readEventArguments = (
  fields: readonly Field[],
  names: ReadonlyMap<FieldId, string>,
  given: unknown
): ReadEventArguments => {
  const wrong = (what: string): ReadEventArguments => ({ ok: false, what })
  if (!isJsonObject(given)) return wrong('The arguments must be an object.')
  const known = new Set(names.values())
  const unknown = Object.keys(given).find(name => !known.has(name))
  if (unknown !== undefined) return wrong(`There is no argument “${unknown.slice(0, 100)}”.`)
  const values: Record<FieldId, Json> = {}
  for (const field of fields) {
    const name = names.get(field.id) ?? field.id
    const value = Object.hasOwn(given, name) ? given[name] : undefined
    if (value === undefined || value === null) {
      if (field.required) return wrong(`The argument “${name}” is required.`)
      continue
    }
    const read = coerce(value, field.dataType)
    const isSame = read.ok && JSON.stringify(read.value) === JSON.stringify(value)
    if (!isSame) return wrong(`The argument “${name}” must be of type ${nameOfType(field.dataType)}.`)
    const why = whyNotOffered(field, name, value)
    if (why !== null) return wrong(why)
    values[field.id] = value as Json
  }
  return { ok: true, values }
}
