import { isSyncFailure } from '../file/storage-fault.ts'
import type { SqliteFile } from './sqlite-file.ts'

/** Number of pages overwritten at a time: 2 MB, which takes some milliseconds. */
const PIECE = 256

/**
 * Creates the function that overwrites free pages, one piece per call, and finally empties the log. A
 * temporary table allocates the free pages, fills them with zeros, and releases them. The function returns
 * true while there is more to do.
 */
export const createWipe = ({ db, write, alone }: SqliteFile): (() => Promise<boolean>) => {
  let isFilled = false
  const hasTable = db.prepare("select 1 from sqlite_schema where name = 'wiped'")
  const pragma = (name: string): number => Number(db.pragma(name, { simple: true }))

  const fill = (): boolean => {
    if (hasTable.get() === undefined) db.exec('create table wiped (id integer primary key, zeros blob)')
    const free = Math.min(pragma('freelist_count'), PIECE)
    if (free === 0) return false
    // Each overflow page holds a pointer beside its part of the blob. The last piece may add a page to the file.
    const bytes = free * (pragma('page_size') - 4)
    db.prepare('insert into wiped (zeros) values (zeroblob(?))').run(bytes)
    return true
  }

  /** Returns the pages of one batch to the file system. Returns false when there are none. */
  const giveBack = (): boolean => {
    if (hasTable.get() === undefined) return false
    const { changes } = db.prepare('delete from wiped where id = (select max(id) from wiped)').run()
    if (changes === 0) db.exec('drop table wiped')
    return true
  }

  /**
   * Empties the log. Returns false while a reader uses an older snapshot, since the log then keeps earlier
   * writes.
   */
  const emptyLog = (): boolean => {
    db.pragma('busy_timeout = 0')
    try {
      return Number(db.pragma('wal_checkpoint(truncate)', { simple: true })) === 0
    } catch (thrown) {
      if (isSyncFailure(thrown)) throw thrown
      return false
    } finally {
      db.pragma('busy_timeout = 5000')
    }
  }

  return async () => {
    if (!isFilled) {
      isFilled = !(await write(fill))
      return true
    }
    if (await write(giveBack)) return true
    return !(await alone(emptyLog))
  }
}
