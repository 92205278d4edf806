import { z } from 'zod'
import { isReservedName } from '../kernel/ids.ts'

/** A way into a value: own keys and indexes only, a closed grammar without scripts or wildcards. */
export const Path = z
  .array(
    z.union([
      z
        .string()
        .min(1)
        .max(200)
        .refine(key => !isReservedName(key), 'This key is reserved and cannot be part of a path.'),
      z.int().nonnegative().max(1_000_000)
    ])
  )
  .max(64)
export type Path = z.infer<typeof Path>

/**
 * The value at the end of a path, or null where the path leaves the value. Never throws and never
 * reads what an object inherits.
 */
export const valueAt = (root: unknown, path: Path): unknown => {
  let value = root
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return null
    if (Array.isArray(value) && typeof key !== 'number') return null
    if (!Object.hasOwn(value, key)) return null
    value = Reflect.get(value, key)
  }
  return value === undefined ? null : value
}

const nameOfKey = (key: string | number): string => {
  if (typeof key === 'number') return `[${key}]`
  return /[.[\]"]/.test(key) ? `["${key.replace(/["\\]/g, '\\$&')}"]` : `.${key}`
}

/** The path in the words of the screen: `items[0].name`, with keys that hold dots, brackets or quotes as `["a.b"]`. */
export const nameOfPath = (path: Path): string => path.map(nameOfKey).join('').replace(/^\./, '')

/** A place inside a value of this name: `Body.items[0].name`. */
export const nameInside = (root: string, path: Path): string => `${root}${path.map(nameOfKey).join('')}`
