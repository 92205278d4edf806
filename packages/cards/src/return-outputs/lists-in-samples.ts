import { isJsonObject, isNothing, Path, valueAt } from '@hookwright/model'
import { plainName } from './label-of-key.ts'

/** Path in the samples, with the value of each sample at this path. */
export interface SampledValues {
  path: Path
  values: unknown[]
}

/** Maximum depth at which objects become groups. A deeper object becomes one output of type Object. */
export const DEEPEST = 3

/**
 * Returns the values one level below a path, by key in order of appearance. The values at the path are
 * objects.
 */
export const below = ({ path, values }: SampledValues): SampledValues[] => {
  const objects = values.filter(isJsonObject)
  const keys = new Set(objects.flatMap(object => Object.keys(object)))
  return [...keys].map(key => ({
    path: [...path, key],
    values: objects.map(object => (Object.hasOwn(object, key) ? object[key] : null))
  }))
}

/**
 * Returns the total number of objects in these lists. `null` if a value is not a list or has an item that is
 * not an object.
 */
const objectsIn = (lists: unknown[]): number | null => {
  const known = lists.filter(list => !isNothing(list))
  if (!known.every(Array.isArray)) return null
  const items = known.flat()
  return items.length > 0 && items.every(isJsonObject) ? items.length : null
}

/**
 * Returns the lists of objects in sample bodies that may be the list of records, with their total number of
 * items. If every body is itself a list, returns only that list.
 */
export const listsIn = (bodies: readonly unknown[]): { path: Path; count: number }[] => {
  const known = bodies.filter(body => !isNothing(body))
  if (known.every(Array.isArray)) {
    const count = known.flat().length
    return count === 0 ? [] : [{ path: [], count }]
  }
  const lists: { path: Path; count: number }[] = []
  const visit = (seen: SampledValues, depth: number): void => {
    for (const { path, values } of below(seen)) {
      if (!Path.safeParse(path).success) continue
      const count = objectsIn(values)
      if (count !== null) lists.push({ path, count })
      else if (depth < DEEPEST) visit({ path, values }, depth + 1)
    }
  }
  visit({ path: [], values: known }, 0)
  return lists
}

/** Names that services commonly use for a list of several events. */
const batchNames = new Set([
  'changes',
  'data',
  'entries',
  'entry',
  'events',
  'messages',
  'notifications',
  'records',
  'results',
  'value'
])

/** Returns true if a body contains only plain metadata besides a list: no id, no other list and no object. */
const isEnvelope = (body: unknown, list: Path): boolean =>
  list.every((step, depth) => {
    const around = valueAt(body, list.slice(0, depth))
    if (!isJsonObject(around)) return false
    return Object.entries(around).every(
      ([key, value]) =>
        key === step || (plainName(key) !== 'id' && (value === null || typeof value !== 'object'))
    )
  })

/** Returns true if a body contains only the list. */
const isAlone = (body: unknown, list: Path): boolean =>
  list.every((_, depth) => {
    const around = valueAt(body, list.slice(0, depth))
    return isJsonObject(around) && Object.keys(around).length === 1
  })

/**
 * Returns the path of the most likely list of records: the body itself, the only list of objects in a body
 * without other data, or a list with a common name in an envelope. `null` if the body seems to be a single
 * record.
 */
export const batchIn = (bodies: readonly unknown[]): Path | null => {
  const [list, ...others] = listsIn(bodies)
  if (list === undefined || others.length > 0) return null
  if (list.path.length === 0) return list.path
  const known = bodies.filter(body => !isNothing(body))
  if (known.every(body => isAlone(body, list.path))) return list.path
  if (!batchNames.has(plainName(String(list.path.at(-1))))) return null
  return known.every(body => isEnvelope(body, list.path)) ? list.path : null
}
