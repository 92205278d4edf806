import type { KeepingStore } from '../../store.ts'
import type { SqliteFile } from './sqlite-file.ts'

const MEGABYTE = 1024 * 1024

/** Less free room than this, or than this share of the file, is left for what comes. */
const LEAST_FREE = 8 * MEGABYTE
const LEAST_SHARE = 1 / 3

/** A file that holds more is not written again beside the load: that would keep senders waiting for longer than a second. */
const MOST_HELD = 32 * MEGABYTE

/**
 * Returns free space of the file to the disk by rewriting the file, where little is left in it (decision 078). What
 * was cleared is gone with it. Returns how many bytes were given back.
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
