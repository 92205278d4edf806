/** Cache of the most recent entries, with a maximum size. */
export interface Recent<Key, Value> {
  get: (key: Key) => Value | undefined
  set: (key: Key, value: Value) => void
  delete: (key: Key) => void
}

/**
 * Creates a cache of at most `most` entries that keeps at least the newest half. It evicts half of the
 * entries at a time, because finding the oldest entry of a `Map` means skipping all deleted ones.
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
