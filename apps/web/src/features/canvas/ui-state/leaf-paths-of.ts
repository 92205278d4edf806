import { isJsonObject, isReservedName, type Path } from '@hookwright/model'

const DEEPEST = 6
const MOST_WAYS = 200
const MOST_KEYS = 30

const below = (value: unknown): [string | number, unknown][] => {
  if (Array.isArray(value)) return value.length === 0 ? [] : [[0, value[0]]]
  if (!isJsonObject(value)) return []
  return Object.entries(value)
    .filter(([key]) => key !== '' && !isReservedName(key))
    .slice(0, MOST_KEYS)
}

/**
 * Returns the paths to the leaves of a body; lists contribute their first item.
 * Paths near the top come first, so that of a large body the deepest are left out.
 */
export const leafPathsOf = (body: unknown): Path[] => {
  const ways: Path[] = []
  let level: { path: Path; value: unknown }[] = [{ path: [], value: body }]
  while (level.length > 0 && ways.length < MOST_WAYS) {
    const next: typeof level = []
    for (const { path, value } of level) {
      const parts = path.length < DEEPEST ? below(value) : []
      for (const [key, inner] of parts) next.push({ path: [...path, key], value: inner })
      if (parts.length === 0 && path.length > 0) ways.push(path)
    }
    level = next
  }
  return ways.slice(0, MOST_WAYS)
}
