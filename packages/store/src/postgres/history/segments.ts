import { type IndexedTable, nameOf, type Segment } from './text-segments.ts'

/** Number of rowids per smallest index, equal to the number of rows that one search scans. */
const UNIT = 20_000

/**
 * Number of indexes that are merged into one. Keeps the number of indexes small, and large ones are rarely
 * built.
 */
const MERGED = 8

/** Next index operation: an index to build or to drop. */
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
 * Returns the next index to build or to drop; `null` if nothing is to do. `rows` are the rowids of the
 * table's oldest and newest row. Index bounds are multiples of `unit`, of eight units, of 64 units and so on,
 * so that all processes choose the same ones.
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
  /** Returns the starts of all complete ranges of a size that contain rows. */
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
