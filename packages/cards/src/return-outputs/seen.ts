import { isJsonObject, type Path } from '@hookwright/model'

/** Values seen in one place of some samples: the path, and the value of each sample there. */
export interface Seen {
  path: Path
  values: unknown[]
}

/** So deep do objects become groups of their own; what lies deeper is one output that holds an Object. */
export const DEEPEST = 3

/** Returns the values below objects seen in one place, by key in order of appearance. */
export const below = ({ path, values }: Seen): Seen[] => {
  const objects = values.filter(isJsonObject)
  const keys = new Set(objects.flatMap(object => Object.keys(object)))
  return [...keys].map(key => ({
    path: [...path, key],
    values: objects.map(object => (Object.hasOwn(object, key) ? object[key] : null))
  }))
}
