import { type IndexedTable, nameOf, type Segment } from './text-segments.ts'

/** Number of rowids of the smallest index, as many as one look scans. */
const UNIT = 20_000

/** Number of indexes that become one, so that there are few at any time and large ones are built rarely. */
const MERGED = 8

/** Index to build or to drop. */
export interface IndexWork {
  is: 'create' | 'drop'
  table: IndexedTable
  name: string
  after: number
  upTo: number
}

const isWithin = (one: Segment, other: Segment): boolean =>
  one !== other && other.isValid && other.after <= one.after && other.upTo >= one.upTo

/**
 * Chooses the next index to build or to drop; null when nothing is to do. The indexes of all
 * processes have the same bounds: multiples of a unit, and of eight of them. `rows` are the rowids
 * of the oldest and the newest row of the table.
 */
export const nextWork = (
  table: IndexedTable,
  segments: Segment[],
  rows: { oldest: number; newest: number },
  unit: number = UNIT
): IndexWork | null => {
  const { oldest, newest } = rows
  // Of two that overlap, the smaller one goes once the larger one is built.
  const unneeded = segments.find(
    one =>
      !one.isBuilding && (!one.isValid || one.upTo < oldest || segments.some(other => isWithin(one, other)))
  )
  if (unneeded !== undefined) return { is: 'drop', table, ...unneeded }
  const known = new Set(segments.map(({ name }) => name))
  const isBuilt = (after: number, size: number): boolean =>
    segments.some(one => one.isValid && one.after === after && one.upTo === after + size)
  const covers = (row: number): boolean => segments.some(({ after, upTo }) => after < row && upTo >= row)
  /** Returns the starts of all ranges of a size that are over and not empty. */
  const startsOf = (size: number): number[] => {
    const first = Math.floor((oldest - 1) / size)
    const count = Math.max(0, Math.floor(newest / size) - first)
    return Array.from({ length: count }, (_, at) => (first + at) * size)
  }
  const create = (after: number, size: number): IndexWork => {
    const upTo = after + size
    return { is: 'create', table, name: nameOf(table, after, upTo), after, upTo }
  }
  for (let size = unit; size * MERGED <= newest; size *= MERGED) {
    for (const after of startsOf(size * MERGED)) {
      const parts = Array.from({ length: MERGED }, (_, at) => after + at * size)
      const areBuilt = parts.every(part => part + size < oldest || isBuilt(part, size))
      const isNew = !known.has(nameOf(table, after, after + size * MERGED))
      if (isNew && areBuilt && parts.some(part => isBuilt(part, size))) return create(after, size * MERGED)
    }
  }
  const missing = startsOf(unit).find(after => !covers(after + unit))
  return missing === undefined ? null : create(missing, unit)
}
