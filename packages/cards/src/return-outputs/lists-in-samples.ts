import { isJsonObject, isNothing, Path, valueAt } from '@hookwright/model'
import { plainName } from './label-of-key.ts'

/** Values seen in one place of some samples: the path, and the value of each sample there. */
export interface SampledValues {
  path: Path
  values: unknown[]
}

/** Depth down to which objects become groups; a deeper one becomes one output of type Object. */
export const DEEPEST = 3

/** Returns the values below objects seen in one place, by key in order of appearance. */
export const below = ({ path, values }: SampledValues): SampledValues[] => {
  const objects = values.filter(isJsonObject)
  const keys = new Set(objects.flatMap(object => Object.keys(object)))
  return [...keys].map(key => ({
    path: [...path, key],
    values: objects.map(object => (Object.hasOwn(object, key) ? object[key] : null))
  }))
}

/**
 * Returns the number of objects in these lists together; null where one is not a list, or has an item that is not an object.
 */
const objectsIn = (lists: unknown[]): number | null => {
  const known = lists.filter(list => !isNothing(list))
  if (!known.every(Array.isArray)) return null
  const items = known.flat()
  return items.length > 0 && items.every(isJsonObject) ? items.length : null
}

/**
 * Returns the lists of objects in sample bodies that may be the list of records, with their number of items over all
 * samples. If every body is a list, that is the only one.
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

/** Returns true if everything around a list in a body is plain metadata: no id, list or object. */
const isEnvelope = (body: unknown, list: Path): boolean =>
  list.every((step, depth) => {
    const around = valueAt(body, list.slice(0, depth))
    if (!isJsonObject(around)) return false
    return Object.entries(around).every(
      ([key, value]) =>
        key === step || (plainName(key) !== 'id' && (value === null || typeof value !== 'object'))
    )
  })

/** Returns true if a body contains a list and nothing else. */
const isAlone = (body: unknown, list: Path): boolean =>
  list.every((_, depth) => {
    const around = valueAt(body, list.slice(0, depth))
    return isJsonObject(around) && Object.keys(around).length === 1
  })

/**
 * Returns the path of the most likely list of records. It is the body itself, the only list of objects in a body with
 * nothing else, or one with a usual name in an envelope. Null when the body seems to be a single record.
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
