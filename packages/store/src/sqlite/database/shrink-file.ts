import type { KeepingStore } from '../../store.ts'
import type { SqliteFile } from './sqlite-file.ts'

const MEGABYTE = 1024 * 1024

/** Minimum free space, in bytes, or as a share of the file, that is worth returning. */
const LEAST_FREE = 8 * MEGABYTE
const LEAST_SHARE = 1 / 3

/**
 * Maximum size of a file that is rewritten while the server runs, in bytes. A larger file would block senders
 * for longer than a second.
 */
const MOST_HELD = 32 * MEGABYTE

/**
 * Creates the operation that returns free space to the file system by rewriting a file with little data
 * (decision 078). This also erases deleted data. The operation returns the number of freed bytes.
 */
export const createShrink =
  ({ db, alone }: SqliteFile): KeepingStore['shrink'] =>
  () =>
    alone(() => {
      const pragma = (name: string): number => Number(db.pragma(name, { simple: true }))
      const pageBytes = pragma('page_size')
      const size = pragma('page_count') * pageBytes
      const free = pragma('freelist_count') * pageBytes
      if (free < LEAST_FREE || free < size * LEAST_SHARE || size - free > MOST_HELD) return 0
      // The copy is made in a file: in memory it would double what the server holds.
      db.pragma('temp_store = file')
      db.pragma('busy_timeout = 0')
      try {
        db.exec('vacuum')
        // The file is cut off once nobody reads an older state; a later checkpoint does that, too.
        db.pragma('wal_checkpoint(truncate)')
      } finally {
        db.pragma('busy_timeout = 5000')
        db.pragma('temp_store = memory')
      }
      return size - pragma('page_count') * pageBytes
    })
