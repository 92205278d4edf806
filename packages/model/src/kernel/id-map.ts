/** Map for work in progress, keyed by ids that differ in their last characters. */
export interface IdMap<Value> {
  size: () => number
  get: (id: string) => Value | undefined
  set: (id: string, value: Value) => void
  /** Returns false when the key was not present. */
  delete: (id: string) => boolean
}

/** Initial number of slots; always a power of two. */
const SLOTS = 64

/** Number of trailing characters that are hashed, since ids end in random characters. */
const TELLING = 6

/**
 * Creates a map that is filled and emptied continuously. V8's own map links each outgrown table to
 * the next one: once one becomes old, all later ones are retained with their contents until a full
 * garbage collection, some 300 bytes an event (decision 060). This one uses two arrays: an id is in
 * its slot or, if that is taken, in the next free one.
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

  /** Reinserts the entries after a freed slot, which may have been displaced by it. */
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
