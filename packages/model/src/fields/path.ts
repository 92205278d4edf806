import { z } from 'zod'
import { isReservedName } from '../kernel/ids.ts'

/** Path into a value, as a list of own keys and indexes. It has no scripts or wildcards. */
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
 * Returns the value at a path. `null` if the path does not exist. Never throws, and never reads inherited
 * properties.
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

/**
 * Formats a path for display, such as `items[0].name`. Keys that contain dots, brackets or quotes are shown
 * as `["a.b"]`.
 */
export const nameOfPath = (path: Path): string => path.map(nameOfKey).join('').replace(/^\./, '')

/** Formats a path inside a named value, such as `Body.items[0].name`. */
export const nameInside = (root: string, path: Path): string => `${root}${path.map(nameOfKey).join('')}`
