import { z } from 'zod'
import { Binding } from '../flows/binding.ts'
import { isJsonObject } from '../kernel/json.ts'
import { BindingFile } from './binding-file.ts'

/**
 * Returns the definition of a schema, typed as a union of all kinds of zod schemas. zod's own type of
 * `schema` lacks this union.
 */
const definitionOf = (schema: z.core.$ZodType): z.core.$ZodTypes['_zod']['def'] =>
  (schema as z.core.$ZodTypes)._zod.def

const mapped = <Value, Result>(
  record: Readonly<Record<string, Value>>,
  change: (value: Value, key: string) => Result
): Record<string, Result> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]))

const withParts = (schema: z.core.$ZodType, parts: object): z.core.$ZodType =>
  z.core.clone(schema, { ...schema._zod.def, ...parts })

/** Returns a copy of a schema in which every binding has its file form. */
export const withFileBindings = (schema: z.core.$ZodType): z.core.$ZodType => {
  if (schema === Binding) return BindingFile
  const def = definitionOf(schema)
  switch (def.type) {
    case 'object':
      return withParts(schema, { shape: mapped(def.shape, withFileBindings) })
    case 'array':
      return withParts(schema, { element: withFileBindings(def.element) })
    case 'record':
      return withParts(schema, { valueType: withFileBindings(def.valueType) })
    case 'optional':
      return withParts(schema, { innerType: withFileBindings(def.innerType) })
    case 'union':
      return withParts(schema, { options: def.options.map(withFileBindings) })
    default:
      return schema
  }
}

/** Returns the member of a union schema whose literal keys have the same values as in `value`. */
const optionFor = (options: readonly z.core.$ZodType[], value: unknown): z.core.$ZodType | undefined =>
  options.find(option => {
    const def = definitionOf(option)
    if (def.type !== 'object' || !isJsonObject(value)) return false
    return Object.entries(def.shape).every(([key, part]) => {
      const inner = definitionOf(part)
      return inner.type !== 'literal' || inner.values.some(each => each === value[key])
    })
  })

/** Replaces every binding in a value. The value must match the schema. */
export const mapBindings = (
  schema: z.core.$ZodType,
  value: unknown,
  change: (binding: unknown) => unknown
): unknown => {
  if (schema === Binding) return change(value)
  const def = definitionOf(schema)
  if (def.type === 'optional') {
    return value === undefined ? undefined : mapBindings(def.innerType, value, change)
  }
  if (def.type === 'array' && Array.isArray(value)) {
    return value.map(item => mapBindings(def.element, item, change))
  }
  if (def.type === 'union') {
    const option = optionFor(def.options, value)
    return option === undefined ? value : mapBindings(option, value, change)
  }
  if (!isJsonObject(value)) return value
  if (def.type === 'record') return mapped(value, inner => mapBindings(def.valueType, inner, change))
  if (def.type !== 'object') return value
  return mapped(value, (inner, key) => {
    const part = Object.hasOwn(def.shape, key) ? def.shape[key] : undefined
    return part === undefined ? inner : mapBindings(part, inner, change)
  })
}
