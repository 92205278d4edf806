import { isJsonObject, type Json } from '@hookwright/model'

/** Depth down to which schemas are read; deeper or recursive parts are left open. */
const DEEPEST = 12
/** Maximum number of variants of one place that are distinguished. */
const MOST_VARIANTS = 20

/** True for what seems to be a JSON Schema of an object or a list, and no sample of a body. */
export const isSchema = (value: unknown): boolean => {
  if (!isJsonObject(value)) return false
  if (typeof value.$schema === 'string') return true
  return (
    (value.type === 'object' && isJsonObject(value.properties)) ||
    (value.type === 'array' && isJsonObject(value.items))
  )
}

/** Parses a `$ref` within the same document into keys (RFC 6901); null for any other one. */
const keysOf = (ref: string): string[] | null => {
  if (!ref.startsWith('#')) return null
  try {
    const keys = decodeURIComponent(ref).split('/').slice(1)
    return keys.map(key => key.replaceAll('~1', '/').replaceAll('~0', '~'))
  } catch {
    return null
  }
}

/** Resolves a `$ref`; undefined where it does not resolve. */
const resolve = (root: unknown, ref: string): unknown =>
  keysOf(ref)?.reduce<unknown>(
    (found, key) =>
      isJsonObject(found) || Array.isArray(found)
        ? Object.entries(found).find(([name]) => name === key)?.[1]
        : {},
    root
  ) ?? {}

const examples: Record<string, Json> = { string: 'text', integer: 1, number: 1.5, boolean: true, null: null }
/** A date without a time is not a Date & Time, and stays Text. */
const DATE_TIME = '2026-11-24T14:02:11Z'

/** Combines variants so that each variant of each part occurs at least once. */
const together = <Part>(parts: Part[][]): Part[][] => {
  const count = Math.max(1, ...parts.map(variants => variants.length))
  return Array.from({ length: count }, (_, at) =>
    parts.flatMap(variants => {
      const variant = variants[Math.min(at, variants.length - 1)]
      return variant === undefined ? [] : [variant]
    })
  )
}

const listIn = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

const typesOf = (schema: Record<string, unknown>): string[] => {
  if (typeof schema.type === 'string') return [schema.type]
  if (Array.isArray(schema.type)) return schema.type.filter(type => typeof type === 'string')
  if (isJsonObject(schema.properties)) return ['object']
  return schema.items === undefined ? [] : ['array']
}

/** Position in a document: the document, the depth, and the references that led there. */
interface Place {
  root: unknown
  depth: number
  through: readonly string[]
}

/** Values that fit a schema, so that together they show each place and type that it knows. */
const variantsOf = (schema: unknown, { root, depth, through }: Place): Json[] => {
  if (!isJsonObject(schema) || depth === DEEPEST) return [null]
  // What stands in a schema that was read from JSON is JSON.
  if (schema.const !== undefined) return [schema.const as Json]
  if (Array.isArray(schema.enum)) return schema.enum.slice(0, MOST_VARIANTS) as Json[]
  const inner = (part: unknown): Json[] => variantsOf(part, { root, depth: depth + 1, through })
  // A schema that leads into itself in several places would be gone through as often as there are ways.
  const referred = (ref: string): Json[] =>
    through.includes(ref)
      ? [null]
      : variantsOf(resolve(root, ref), { root, depth: depth + 1, through: [...through, ref] })
  const others = [
    ...(typeof schema.$ref === 'string' ? [referred(schema.$ref)] : []),
    ...listIn(schema.allOf).map(inner),
    ...[schema.anyOf, schema.oneOf]
      .map(choices => listIn(choices).flatMap(inner))
      .filter(found => found.length > 0)
  ]
  const own = typesOf(schema).flatMap((type): Json[] => {
    if (type === 'object') {
      const properties = isJsonObject(schema.properties) ? Object.entries(schema.properties) : []
      return together(properties.map(([key, part]) => inner(part).map(value => [key, value] as const))).map(
        entries => Object.fromEntries(entries)
      )
    }
    if (type === 'array') {
      const items = [...listIn(schema.prefixItems), ...(schema.items === undefined ? [] : [schema.items])]
      return [items.flatMap(inner).slice(0, MOST_VARIANTS)]
    }
    return type === 'string' && schema.format === 'date-time' ? [DATE_TIME] : [examples[type] ?? null]
  })
  const parts = [...(own.length > 0 ? [own] : []), ...others]
  return together(parts).slice(0, MOST_VARIANTS).map(merged)
}

/** Merges values that fit several parts: the keys of all where all are objects, otherwise the first non-null value. */
const merged = (values: Json[]): Json => {
  const known = values.filter(value => value !== null)
  if (known.every(isJsonObject))
    return known.length === 0 ? null : Object.fromEntries(known.flatMap(object => Object.entries(object)))
  return known[0] ?? null
}

/**
 * Bodies that a JSON Schema allows (2020-12 and the drafts before it), from which outputs can be proposed as
 * from received samples: together they have each property and each type that the schema names. References out
 * of the document and conditions (`if`, `not`, `patternProperties`) are left open.
 */
export const samplesOfSchema = (schema: unknown): Json[] =>
  variantsOf(schema, { root: schema, depth: 0, through: [] })
