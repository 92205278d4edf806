import { isJsonObject, type Json } from '@hookwright/model'

/** Maximum depth to which schemas are read. Deeper or recursive parts become null. */
const DEEPEST = 12
/** Maximum number of variants generated for one position. */
const MOST_VARIANTS = 20

/**
 * Returns true for a value that looks like the JSON Schema of an object or a list, not like a sample body.
 */
export const isSchema = (value: unknown): boolean => {
  if (!isJsonObject(value)) return false
  if (typeof value.$schema === 'string') return true
  return (
    (value.type === 'object' && isJsonObject(value.properties)) ||
    (value.type === 'array' && isJsonObject(value.items))
  )
}

/** Parses a `$ref` within the same document into keys (RFC 6901). Returns null for other references. */
const keysOf = (ref: string): string[] | null => {
  if (!ref.startsWith('#')) return null
  try {
    const keys = decodeURIComponent(ref).split('/').slice(1)
    return keys.map(key => key.replaceAll('~1', '/').replaceAll('~0', '~'))
  } catch {
    return null
  }
}

/** Resolves a `$ref`. Returns `{}` if it does not resolve. */
const resolve = (root: unknown, ref: string): unknown =>
  keysOf(ref)?.reduce<unknown>(
    (found, key) =>
      isJsonObject(found) || Array.isArray(found)
        ? Object.entries(found).find(([name]) => name === key)?.[1]
        : {},
    root
  ) ?? {}

const examples: Record<string, Json> = { string: 'text', integer: 1, number: 1.5, boolean: true, null: null }
/** Example for `date-time`. It includes a time, because a date alone would be typed as Text. */
const DATE_TIME = '2026-11-24T14:02:11Z'

/**
 * Combines the variants of several parts into as few combinations as possible. Each variant occurs at least
 * once.
 */
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

/** Position in a schema: the whole document, the depth, and the references followed so far. */
interface Place {
  root: unknown
  depth: number
  through: readonly string[]
}

/** Returns values that fit a schema. Together they show every property and type that it names. */
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

/**
 * Merges values that fit several parts. Objects are merged by key; otherwise the first non-null value is
 * used.
 */
const merged = (values: Json[]): Json => {
  const known = values.filter(value => value !== null)
  if (known.every(isJsonObject))
    return known.length === 0 ? null : Object.fromEntries(known.flatMap(object => Object.entries(object)))
  return known[0] ?? null
}

/**
 * Returns sample bodies for a JSON Schema (2020-12 and earlier drafts). Together they contain every property
 * and type that the schema names. External references and conditions (`if`, `not`, `patternProperties`) are
 * ignored.
 */
export const samplesOfSchema = (schema: unknown): Json[] =>
  variantsOf(schema, { root: schema, depth: 0, through: [] })
