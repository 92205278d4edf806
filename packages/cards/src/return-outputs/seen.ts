import { isJsonObject, type Path } from '@hookwright/model'

/** What was seen in one place of some values: the way there, and what each of them has there. */
export interface Seen {
  path: Path
  values: unknown[]
}

/** So deep do objects become groups of their own; what lies deeper is one output that holds an Object. */
export const DEEPEST = 3

/** What stands below objects that were seen in one place, key by key in the order in which they come. */
export const below = ({ path, values }: Seen): Seen[] => {
  const objects = values.filter(isJsonObject)
  const keys = new Set(objects.flatMap(object => Object.keys(object)))
  return [...keys].map(key => ({
    path: [...path, key],
    values: objects.map(object => (Object.hasOwn(object, key) ? object[key] : null))
  }))
}
