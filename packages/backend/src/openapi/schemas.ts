import { type DataType, isJsonObject, listOf, one } from '@hookwright/model'
import { type ApiDocument, itemsOf, nodeOf, textOf } from './document.ts'

/** Schema with its parts merged. Nested schemas are read on demand, so circular schemas are possible. */
export interface ReadSchema {
  /** Types other than `null`. Empty if any type is allowed. */
  types: ReadonlySet<string>
  format: string
  properties: ReadonlyMap<string, unknown>
  required: ReadonlySet<string>
  /** Schema of the list items. */
  items: unknown
  /** Allowed values. Null if any value is allowed. */
  values: readonly unknown[] | null
  initial: unknown
  isReadOnly: boolean
  isWriteOnly: boolean
  title: string
}

/** Limits for merging schemas. */
const MOST_DEPTH = 16
const MOST_MERGED = 500

interface Draft {
  types: Set<string>
  format: string
  properties: Map<string, unknown>
  required: Set<string>
  items: unknown
  values: readonly unknown[] | null
  initial: unknown
  isReadOnly: boolean
  isWriteOnly: boolean
  title: string
}

const blank = (): Draft => ({
  types: new Set(),
  format: '',
  properties: new Map(),
  required: new Set(),
  items: undefined,
  values: null,
  initial: undefined,
  isReadOnly: false,
  isWriteOnly: false,
  title: ''
})

const typesIn = (stated: unknown): string[] =>
  (Array.isArray(stated) ? stated : [stated]).filter(
    (type): type is string => typeof type === 'string' && type !== 'null'
  )

/**
 * Reads a schema and merges its references, `allOf`, `oneOf` and `anyOf`. An invalid schema allows any value.
 */
export const readSchema = (document: ApiDocument, schema: unknown): ReadSchema => {
  let left = MOST_MERGED

  const own = (value: unknown, draft: Draft, depth: number, open: ReadonlySet<unknown>): void => {
    const node = document.resolve(value)
    if (node === null || depth > MOST_DEPTH || left <= 0 || open.has(node)) return
    left -= 1
    const inside = new Set(open).add(node)
    const stated = typesIn(node.type)
    for (const type of stated) draft.types.add(type)
    draft.format ||= textOf(node.format)
    // Files in a multipart body of OpenAPI 3.1.
    if (draft.format === '' && textOf(node.contentMediaType) === 'application/octet-stream')
      draft.format = 'binary'
    for (const [name, property] of Object.entries(nodeOf(node.properties)))
      draft.properties.set(name, property)
    for (const name of itemsOf(node.required)) if (typeof name === 'string') draft.required.add(name)
    draft.items ??= node.items
    if (Array.isArray(node.enum)) draft.values ??= node.enum.filter(each => each !== null)
    if (node.const !== undefined) draft.values = [node.const]
    draft.initial ??= node.default
    draft.isReadOnly ||= node.readOnly === true
    draft.isWriteOnly ||= node.writeOnly === true
    draft.title ||= textOf(node.title)
    if (isJsonObject(node.additionalProperties) && stated.length === 0) draft.types.add('object')
    for (const part of itemsOf(node.allOf)) own(part, draft, depth + 1, inside)
    alternatives([...itemsOf(node.oneOf), ...itemsOf(node.anyOf)], draft, depth, inside)
  }

  /**
   * Merges alternative schemas. Allows any value that one of them allows, and requires only what all of them
   * require.
   */
  const alternatives = (
    schemas: unknown[],
    draft: Draft,
    depth: number,
    open: ReadonlySet<unknown>
  ): void => {
    const read = schemas
      .map(each => {
        const part = blank()
        own(each, part, depth + 1, open)
        return part
      })
      .filter(part => part.types.size > 0 || part.properties.size > 0 || part.values !== null)
    const [first] = read
    if (first === undefined) return
    for (const part of read) {
      for (const type of part.types) draft.types.add(type)
      for (const [name, property] of part.properties)
        if (!draft.properties.has(name)) draft.properties.set(name, property)
      draft.items ??= part.items
      draft.format ||= read.length === 1 ? part.format : ''
    }
    for (const name of first.required)
      if (read.every(({ required }) => required.has(name))) draft.required.add(name)
    if (read.every(({ values }) => values !== null))
      draft.values ??= read.flatMap(({ values }) => values ?? [])
  }

  const draft = blank()
  own(schema, draft, 0, new Set())
  return draft
}

/** Data type of a schema; guessed when the schema allows values of different types. */
export interface SchemaType {
  dataType: DataType
  isGuessed: boolean
}

const certain = (dataType: DataType): SchemaType => ({ dataType, isGuessed: false })

/** Returns the JSON type of a schema; null when there is none or more than one. */
export const jsonTypeOf = ({ types, properties, items, values }: ReadSchema): string | null => {
  if (types.size === 1) return [...types][0] ?? null
  if (types.size === 2 && types.has('integer') && types.has('number')) return 'number'
  if (types.size > 0) return null
  if (properties.size > 0) return 'object'
  if (items !== undefined) return 'array'
  if (values !== null && values.length > 0) {
    const kinds = new Set(values.map(value => typeof value))
    const [kind] = kinds
    return kinds.size === 1 && (kind === 'string' || kind === 'number' || kind === 'boolean') ? kind : null
  }
  return null
}

/** Returns the data type of a schema's values. */
export const typeOfSchema = (document: ApiDocument, schema: ReadSchema): SchemaType => {
  switch (jsonTypeOf(schema)) {
    case 'integer':
    case 'number':
      return certain(one('number'))
    case 'boolean':
      return certain(one('boolean'))
    case 'object':
      return certain(one('object'))
    case 'file':
      return certain(one('file'))
    case 'array': {
      const { dataType, isGuessed } = typeOfSchema(document, readItems(document, schema))
      // There is no list of lists.
      return dataType.list
        ? { dataType: listOf('object'), isGuessed: true }
        : { dataType: listOf(dataType.kind), isGuessed }
    }
    case 'string':
      if (schema.format === 'date-time') return certain(one('date'))
      return certain(one(schema.format === 'binary' ? 'file' : 'text'))
    default:
      return { dataType: one('text'), isGuessed: true }
  }
}

/** Reads the schema of a list's items. If the items are lists, omits the schema of their own items. */
export const readItems = (document: ApiDocument, { items }: ReadSchema): ReadSchema => {
  const read = readSchema(document, Array.isArray(items) ? items[0] : items)
  return jsonTypeOf(read) === 'array' ? { ...read, items: undefined } : read
}
