/** Size of a batch: rows changed, rows scanned, bytes freed; small enough for a few milliseconds. */
export const BATCH_SIZE = { changed: 40, looked: 400, bytes: 1024 * 1024 }

/** Beginning of a batch: part of the whole, and rowid. */
export interface Cursor<Part extends string> {
  part: Part
  behind: number
}

/** Reads where to go on; the first part from its start for null. */
export const readCursor = <Part extends string>(
  parts: readonly Part[],
  after: string | null
): Cursor<Part> => {
  const [first] = parts
  if (first === undefined) throw new Error('There is a first part.')
  const [name, behind] = after?.split(':') ?? []
  const part = parts.find(candidate => candidate === name)
  return part === undefined ? { part: first, behind: 0 } : { part, behind: Number(behind) }
}

/** Returns the beginning of the next batch: later in this part, or in the next one. */
export const writeCursor = <Part extends string>(
  parts: readonly Part[],
  part: Part,
  behind: number | null
): string | null => {
  if (behind !== null) return `${part}:${behind}`
  const next = parts[parts.indexOf(part) + 1]
  return next === undefined ? null : `${next}:0`
}
