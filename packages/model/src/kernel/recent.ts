/** Cache of the most recent entries, of bounded size. */
export interface Recent<Key, Value> {
  get: (key: Key) => Value | undefined
  set: (key: Key, value: Value) => void
  delete: (key: Key) => void
}

/**
 * Remembers at least half of `most` things, the newest, and never more than that. Old ones go by halves: looking for the
 * oldest one of a map each time would step over all that were taken out of it before.
 */
export const createRecent = <Key, Value>(most: number): Recent<Key, Value> => {
  let newer = new Map<Key, Value>()
  let older = new Map<Key, Value>()
  return {
    get: key => newer.get(key) ?? older.get(key),
    set: (key, value) => {
      if (newer.size >= most / 2 && !newer.has(key)) {
        older = newer
        newer = new Map()
      }
      newer.set(key, value)
    },
    delete: key => {
      newer.delete(key)
      older.delete(key)
    }
  }
}
