import { type DataType, inferType, isJsonObject, isNothing, Path } from '@hookwright/model'
import type { BodyPath } from '../../payloads/body-reads.ts'

/**
 * Path that no card reads, and the type of its values. The type is `null` if no single type fits all of them.
 */
export interface UnreadPath {
  path: Path
  seen: DataType | null
}

/** Limits of the search for unread paths: maximum depth, and maximum number of paths. */
const DEEPEST = 4
const MOST = 1_000

/**
 * Returns true for keys that are data rather than field names: ids, numbers and email addresses used as
 * lookup keys.
 */
const isValue = (name: string): boolean =>
  name.length > 60 || name.includes('@') || /^[\d.:-]+$/.test(name) || /^(?=.*\d)[\da-f-]{12,}$/i.test(name)

const isPrefix = (start: BodyPath, path: BodyPath): boolean =>
  start.length <= path.length && start.every((part, at) => part === path[at])

/**
 * Returns the paths in these values that no card reads, directly or through a parent or child. Objects are
 * searched to a maximum depth; a list counts as one path. Pure.
 */
export const findUnreadPaths = (values: unknown[], reads: BodyPath[]): UnreadPath[] => {
  const places: UnreadPath[] = []
  const visit = (found: unknown[], at: Path): void => {
    const objects = found.filter(isJsonObject)
    for (const key of new Set(objects.flatMap(object => Object.keys(object)))) {
      const path = [...at, key]
      if (places.length >= MOST) return
      if (!Path.safeParse(path).success || reads.some(read => isPrefix(read, path))) continue
      const here = objects
        .map(object => (Object.hasOwn(object, key) ? object[key] : null))
        .filter(value => !isNothing(value))
      const isReadBelow = reads.some(read => isPrefix(path, read))
      if (isOpen(here) && (isReadBelow || path.length < DEEPEST)) visit(here, path)
      else if (!isReadBelow) places.push({ path, seen: here.length === 0 ? null : typeIn(here) })
    }
  }
  if (!reads.some(read => read.length === 0)) visit(values, [])
  return places
}

/** Returns true if all values are objects with field names as keys. Objects keyed by ids are not searched. */
const isOpen = (values: unknown[]): boolean => {
  if (values.length === 0 || !values.every(isJsonObject)) return false
  const names = values.flatMap(object => Object.keys(object))
  return names.length > 0 && !names.some(isValue)
}

const typeIn = (values: unknown[]): DataType | null => {
  const type = inferType(values)
  return type?.sure === true ? type.dataType : null
}
