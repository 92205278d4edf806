import { type Binding, fieldLimits, one, type Path, pill } from '@hookwright/model'
import type { ApiDocument, ImportNote } from './document.ts'
import { type DrawnField, outputField } from './draw-cards.ts'
import { createNamer, isPathKey } from './names.ts'
import { jsonTypeOf, readSchema, typeOfSchema } from './schemas.ts'

/** Output fields with the bindings that fill them. */
export interface DrawnOutputs {
  fields: DrawnField[]
  inputs: Record<string, Binding>
}

/** Reserved ids of a Return Outputs card. */
const reserved = ['list', 'record']

/**
 * Returns one output for each property of a schema, with a binding that reads it. A schema that is not an
 * object gets a single output for the whole value.
 */
export const outputsOfSchema = (params: {
  document: ApiDocument
  schema: unknown
  /** Card and field of the value to read from. */
  from: { card: string; field: string }
  /** Name of the output for the whole value. */
  whole: string
  place: string
  note: (note: ImportNote) => void
}): DrawnOutputs => {
  const { document, from, whole, place, note } = params
  const schema = readSchema(document, params.schema)
  const namer = createNamer(reserved)
  const fields: DrawnField[] = []
  const inputs: Record<string, Binding> = {}
  const add = (name: string, type: ReturnType<typeof typeOfSchema>, path: Path): void => {
    const field = outputField({ id: namer.idOf(name), label: namer.labelOf(name, '') }, type)
    fields.push(field)
    inputs[field.id] = pill(from.card, from.field, path)
  }
  if (jsonTypeOf(schema) !== 'object' || schema.properties.size === 0) {
    const type = typeOfSchema(document, schema)
    // A file inside JSON is text.
    const isFile = type.dataType.kind === 'file'
    add(whole, isFile ? { dataType: one('text'), isGuessed: true } : type, [])
    return { fields, inputs }
  }
  for (const [name, property] of schema.properties) {
    if (!isPathKey(name)) {
      note({
        place: `${place} ▸ ${name.slice(0, 80)}`,
        reason: 'The key was left out because cards cannot read keys with this name.'
      })
      continue
    }
    if (fields.length === fieldLimits.fields) {
      note({
        place,
        reason: `Only the first ${fieldLimits.fields} of ${schema.properties.size} properties became outputs.`
      })
      break
    }
    const inner = readSchema(document, property)
    if (inner.isWriteOnly) continue
    const type = typeOfSchema(document, inner)
    const isFile = type.dataType.kind === 'file'
    add(name, isFile ? { dataType: { kind: 'text', list: type.dataType.list }, isGuessed: true } : type, [
      name
    ])
  }
  return { fields, inputs }
}
