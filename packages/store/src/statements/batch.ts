/** Maximum size of a batch: rows changed, rows scanned, bytes freed. */
export interface BatchSize {
  changed: number
  looked: number
  bytes: number
}

/** Batch size for SQLite. A batch takes a few milliseconds, which block the process. */
export const BATCH_SIZE: BatchSize = { changed: 40, looked: 400, bytes: 1024 * 1024 }

/** Batch size for a database server, where a batch delays only other writes that are not on the hot path. */
export const LARGE_BATCH: BatchSize = { changed: 1_000, looked: 4_000, bytes: 16 * 1024 * 1024 }

/** Start of a batch: the part of the operation, and the rowid after which the batch begins. */
export interface Cursor<Part extends string> {
  part: Part
  behind: number
}

/** Parses a cursor. For null, returns the start of the first part. */
export const readCursor = <Part extends string>(
  parts: readonly Part[],
  after: string | null
): Cursor<Part> => {
  const [first] = parts
  if (first === undefined) throw new Error('A cursor needs at least one part.')
  const [name, behind] = after?.split(':') ?? []
  const part = parts.find(candidate => candidate === name)
  return part === undefined ? { part: first, behind: 0 } : { part, behind: Number(behind) }
}

/**
 * Formats the cursor of the next batch, which continues this part or begins the next one. Returns null after
 * the last part.
 */
export const writeCursor = <Part extends string>(
  parts: readonly Part[],
  part: Part,
  behind: number | null
): string | null => {
  if (behind !== null) return `${part}:${behind}`
  const next = parts[parts.indexOf(part) + 1]
  return next === undefined ? null : `${next}:0`
}
