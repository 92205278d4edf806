import { isJsonObject, type Path } from '@hookwright/model'

const MAX_KEYS = 30

/** The keys directly below a place in a value: those that known paths pass, then those that a sample has. */
export const keysBelow = (known: Path[], sample: unknown, at: Path): (string | number)[] => {
  const keys = new Set<string | number>()
  for (const path of known) {
    const key = path[at.length]
    if (key !== undefined && at.every((part, depth) => path[depth] === part)) keys.add(key)
  }
  if (isJsonObject(sample)) for (const key of Object.keys(sample).slice(0, MAX_KEYS)) keys.add(key)
  else if (Array.isArray(sample) && sample.length > 0) keys.add(0)
  return [...keys]
}
