import { isJsonObject, nameOfPath, nameOfValue, type Path } from '@hookwright/model'

/** Changed value. If the path cannot be set, the reason, to be used within a sentence. */
export type SetResult = { ok: true; value: unknown } | { ok: false; why: string }

/**
 * Returns a copy of `root` in which the path leads to `value`. Creates missing objects and lists on the path;
 * a list can grow by one item only. Never throws and never changes the original.
 */
export const setAt = (root: unknown, path: Path, value: unknown, done: Path = []): SetResult => {
  const [key, ...rest] = path
  if (key === undefined) return { ok: true, value }
  const missing = root === null || root === undefined
  const container = missing ? (typeof key === 'number' ? [] : {}) : root
  const place = done.length === 0 ? 'the object' : `“${nameOfPath(done)}”`
  if (typeof key === 'number') {
    if (!Array.isArray(container)) return { ok: false, why: `${place} is ${nameOfValue(root)}, not a list` }
    if (key > container.length) return { ok: false, why: `${place} has only ${container.length} items` }
    const inside = setAt(container[key], rest, value, [...done, key])
    return inside.ok
      ? { ok: true, value: [...container.slice(0, key), inside.value, ...container.slice(key + 1)] }
      : inside
  }
  if (!isJsonObject(container)) return { ok: false, why: `${place} is ${nameOfValue(root)}, not an object` }
  const own = Object.hasOwn(container, key) ? container[key] : null
  const inside = setAt(own, rest, value, [...done, key])
  // `Object.fromEntries` defines own keys and never sets an inherited one.
  return inside.ok
    ? { ok: true, value: Object.fromEntries([...Object.entries(container), [key, inside.value]]) }
    : inside
}
