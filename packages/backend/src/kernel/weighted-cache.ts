/** Cache with a limit on the total weight of its entries. Evicts the least recently used entries first. */
export interface WeightedCache<Key, Value> {
  get: (key: Key) => Value | undefined
  /** Replaces the value of the key. */
  set: (key: Key, value: Value, weight: number) => void
  delete: (key: Key) => void
  values: () => Iterable<Value>
}

interface Entry<Value> {
  value: Value
  weight: number
}

/**
 * Creates a cache with two generations. Using an entry moves it to the newer generation. When that generation
 * weighs half of `most`, the older generation is dropped. The cache thus contains at least the most recently
 * used half of `most`, and at most `most` plus one entry, without tracking the order of use.
 * @param dropped called with each evicted value
 */
export const createWeightedCache = <Key, Value>({
  most,
  dropped = () => {}
}: {
  most: number
  dropped?: (value: Value, key: Key) => void
}): WeightedCache<Key, Value> => {
  let newer = new Map<Key, Entry<Value>>()
  let older = new Map<Key, Entry<Value>>()
  let weight = 0

  const remove = (key: Key): void => {
    const entry = newer.get(key)
    if (entry !== undefined) {
      weight -= entry.weight
      newer.delete(key)
    }
    older.delete(key)
  }

  const add = (key: Key, entry: Entry<Value>): void => {
    if (weight > 0 && weight + entry.weight > most / 2) {
      const gone = older
      older = newer
      newer = new Map()
      weight = 0
      for (const [old, { value }] of gone) dropped(value, old)
    }
    newer.set(key, entry)
    weight += entry.weight
  }

  return {
    get: key => {
      const recent = newer.get(key)
      if (recent !== undefined) return recent.value
      const entry = older.get(key)
      if (entry === undefined) return undefined
      older.delete(key)
      add(key, entry)
      return entry.value
    },
    set: (key, value, entryWeight) => {
      remove(key)
      add(key, { value, weight: entryWeight })
    },
    delete: remove,
    values: function* () {
      for (const { value } of newer.values()) yield value
      for (const { value } of older.values()) yield value
    }
  }
}

/** Memoizes a function with one string parameter. */
export const memoize = <Made>(make: (key: string) => Made): ((key: string) => Made) => {
  const made = new Map<string, Made>()
  return key => {
    const known = made.get(key)
    if (known !== undefined) return known
    const fresh = make(key)
    made.set(key, fresh)
    return fresh
  }
}
