/** Hash map keyed by ids with random last characters, for entries that are added and removed continuously. */
export interface IdMap<Value> {
  size: () => number
  get: (id: string) => Value | undefined
  set: (id: string, value: Value) => void
  /** Returns false when the key was not present. */
  delete: (id: string) => boolean
}

/** Initial number of slots; always a power of two. */
const SLOTS = 64

/** Number of trailing characters that are hashed. Ids end in random characters. */
const TELLING = 6

/**
 * Creates a hash map for entries that are added and removed continuously. A JavaScript `Map` can retain
 * outgrown tables until a full garbage collection, about 300 bytes per event (decision 060). This map uses
 * two arrays with linear probing.
 */
export const createIdMap = <Value>(): IdMap<Value> => {
  let ids: (string | undefined)[] = new Array(SLOTS).fill(undefined)
  let values: (Value | undefined)[] = new Array(SLOTS).fill(undefined)
  let size = 0

  const slotOf = (id: string): number => {
    let mixed = 0
    for (let at = Math.max(0, id.length - TELLING); at < id.length; at++) {
      mixed = (Math.imul(mixed, 31) + id.charCodeAt(at)) | 0
    }
    return mixed & (ids.length - 1)
  }

  /** Returns the slot of an id, or the free slot where it belongs. */
  const find = (id: string): number => {
    let at = slotOf(id)
    while (ids[at] !== undefined && ids[at] !== id) at = (at + 1) & (ids.length - 1)
    return at
  }

  const put = (id: string, value: Value | undefined): void => {
    const at = find(id)
    if (ids[at] === undefined) size++
    ids[at] = id
    values[at] = value
  }

  const take = (at: number): void => {
    ids[at] = undefined
    values[at] = undefined
    size--
  }

  const grow = (): void => {
    const [oldIds, oldValues] = [ids, values]
    ids = new Array(oldIds.length * 2).fill(undefined)
    values = new Array(oldIds.length * 2).fill(undefined)
    size = 0
    oldIds.forEach((id, at) => {
      if (id !== undefined) put(id, oldValues[at])
    })
  }

  /**
   * Moves the entries after a freed slot if needed, so that lookups still find entries that are not in their
   * first slot.
   */
  const closeUp = (free: number): void => {
    for (let at = (free + 1) & (ids.length - 1); ; at = (at + 1) & (ids.length - 1)) {
      const id = ids[at]
      if (id === undefined) return
      const value = values[at]
      take(at)
      put(id, value)
    }
  }

  return {
    size: () => size,
    get: id => values[find(id)],
    set: (id, value) => {
      put(id, value)
      if (size * 2 > ids.length) grow()
    },
    delete: id => {
      const at = find(id)
      if (ids[at] === undefined) return false
      take(at)
      closeUp(at)
      return true
    }
  }
}
