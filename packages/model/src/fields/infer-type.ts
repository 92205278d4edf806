import { isJsonObject } from '../kernel/json.ts'
import { isDateText } from './coerce.ts'
import { type DataKind, type DataType, listOf, one } from './data-type.ts'

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

const kindOfScalar = (value: string | number | boolean): DataKind => {
  if (typeof value === 'number') return 'number'
  if (typeof value === 'boolean') return 'boolean'
  return isDateText(value) ? 'date' : 'text'
}

/** Returns the kind that fits all values. `null` if there is none. */
const commonKind = (values: unknown[]): DataKind | null => {
  if (values.every(isJsonObject)) return 'object'
  if (!values.every(isScalar)) return null
  const kinds = new Set(values.map(kindOfScalar))
  const [only] = kinds
  return kinds.size === 1 && only !== undefined ? only : 'text'
}

/** Returns true for null and undefined. */
export const isNothing = (value: unknown): boolean => value === null || value === undefined

/**
 * Returns the data type that fits all values seen at one path; `null` if there is none. `sure` is false if
 * the values do not determine a type: empty values yield Text.
 */
export const inferType = (seen: unknown[]): { dataType: DataType; sure: boolean } | null => {
  const values = seen.filter(value => !isNothing(value))
  if (values.length === 0) return { dataType: one('text'), sure: false }
  if (!values.some(Array.isArray)) {
    const kind = commonKind(values)
    return kind === null ? null : { dataType: one(kind), sure: true }
  }
  if (!values.every(Array.isArray)) return null
  const items = values.flat().filter(item => !isNothing(item))
  if (items.length === 0) return { dataType: listOf('text'), sure: false }
  const kind = commonKind(items)
  return kind === null ? null : { dataType: listOf(kind), sure: true }
}

const becomesText = (kind: DataKind): boolean => kind !== 'object' && kind !== 'file'

/** Returns the type that fits the values of both types. `null` if there is none. */
export const commonType = (first: DataType, second: DataType): DataType | null => {
  if (first.list !== second.list) return null
  if (first.kind === second.kind) return first
  return becomesText(first.kind) && becomesText(second.kind) ? { kind: 'text', list: first.list } : null
}
