import { chmodSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { type Indexed, nextSliceStart, type SearchIndex } from '../../resources/history/search.ts'
import { act } from '../../statements/steps.ts'
import { isSqliteError } from '../file/storage-fault.ts'
import { indexQueryOf, withoutZeros } from './index-query.ts'

/** Writer of the text index, inside the transaction of `TextIndex.change`. */
export interface IndexChange {
  /** Replaces the indexed text of a row. */
  put: (of: Indexed, rowid: number, text: string) => void
  remove: (of: Indexed, rowid: number) => void
  /** Records that all texts up to and including a row are indexed. */
  reach: (of: Indexed, rowid: number) => void
  /** Records a run in progress, so that it is indexed again when its text has changed. */
  addOpen: (run: number) => void
  removeOpen: (run: number) => void
}

/**
 * Trigram index of texts, in a separate file that the writing connection does not write. It can be rebuilt
 * from the database, so an unreadable file is deleted. It stores only the trigrams of each row, not texts or
 * their order.
 */
export interface TextIndex {
  /** Returns the newest row up to which all texts are indexed without a gap. */
  reached: (of: Indexed) => number
  /** Finds the rows that match a query of `indexQueryOf`, newest first. */
  find: (of: Indexed, query: string, params: { before: number; from: number; most: number }) => number[]
  /** Returns runs after a given row that were in progress when they were indexed. */
  openRuns: (after: number, most: number) => number[]
  /**
   * Applies changes in one transaction, which stays open until `keep` commits it. Fewer commits mean fewer
   * merges of the index.
   */
  change: (body: (change: IndexChange) => void) => void
  keep: () => void
  close: () => void
}

/** Returns the path of a database's text index, in the same folder. */
export const textIndexOf = (database: string): string => join(dirname(database), 'search.db')

/** Version of the index format. A different number causes all indexes to be rebuilt. */
const VERSION = 1

const tables = `
  create virtual table deliveries using fts5 (
    text, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram case_sensitive 1');
  create virtual table runs using fts5 (
    text, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram case_sensitive 1');
  create table reached (of text primary key, row integer not null) without rowid;
  create table open_runs (run integer primary key);`

const prepare = (path: string): Database.Database => {
  const db = new Database(path, { timeout: 5_000 })
  try {
    chmodSync(path, 0o600)
    db.pragma('page_size = 8192')
    db.pragma('journal_mode = wal')
    // What a crash of the machine takes away is taken in again.
    db.pragma('synchronous = normal')
    const version = db.pragma('user_version', { simple: true })
    if (version === VERSION) return db
    if (version !== 0)
      throw new Database.SqliteError('The text index was created by another version.', 'SQLITE_NOTADB')
    db.transaction(() => {
      db.exec(tables)
      db.pragma(`user_version = ${VERSION}`)
    })()
    return db
  } catch (thrown) {
    db.close()
    throw thrown
  }
}

const isUnreadable = (thrown: unknown): boolean =>
  isSqliteError(thrown) && /^SQLITE_(CORRUPT|NOTADB)/.test(thrown.code)

const removeFile = (path: string): void => {
  for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true })
}

const openFile = (path: string): Database.Database => {
  try {
    return prepare(path)
  } catch (thrown) {
    if (!isUnreadable(thrown)) throw thrown
    removeFile(path)
    return prepare(path)
  }
}

const openStatements = (path: string): TextIndex & { drop: () => void } => {
  const db = openFile(path)
  const reached = db.prepare<[Indexed], number>('select row from reached where of = ?').pluck()
  const reach = db.prepare('insert or replace into reached values (?, ?)')
  const addOpen = db.prepare('insert or ignore into open_runs values (?)')
  const removeOpen = db.prepare('delete from open_runs where run = ?')
  const openRuns = db
    .prepare<[number, number], number>('select run from open_runs where run > ? order by run limit ?')
    .pluck()
  const of = (table: Indexed) => ({
    find: db
      .prepare<[string, number, number, number], number>(
        `select rowid from ${table} where ${table} match ? and rowid < ? and rowid >= ? order by rowid desc limit ?`
      )
      .pluck(),
    put: db.prepare(`insert or replace into ${table} (rowid, text) values (?, ?)`),
    remove: db.prepare(`delete from ${table} where rowid = ?`)
  })
  const statements = { deliveries: of('deliveries'), runs: of('runs') }
  const change: IndexChange = {
    put: (table, rowid, text) => statements[table].put.run(rowid, withoutZeros(text)),
    remove: (table, rowid) => statements[table].remove.run(rowid),
    reach: (table, rowid) => reach.run(table, rowid),
    addOpen: run => addOpen.run(run),
    removeOpen: run => removeOpen.run(run)
  }
  return {
    reached: table => reached.get(table) ?? 0,
    find: (table, query, { before, from, most }) => statements[table].find.all(query, before, from, most),
    openRuns: (after, most) => openRuns.all(after, most),
    change: body => {
      if (!db.inTransaction) db.exec('begin')
      try {
        body(change)
      } catch (thrown) {
        // A full disk may have made SQLite roll back by itself.
        if (db.inTransaction) db.exec('rollback')
        throw thrown
      }
    },
    keep: () => {
      if (db.inTransaction) db.exec('commit')
    },
    close: () => {
      if (db.inTransaction) db.exec('commit')
      db.close()
    },
    drop: () => db.close()
  }
}

/**
 * Opens or creates the index in a file. An unreadable file is deleted once; the failed query is not repeated.
 */
export const openTextIndex = (path: string): TextIndex => {
  let index = openStatements(path)
  const guarded = <Result>(act: (index: TextIndex) => Result): Result => {
    try {
      return act(index)
    } catch (thrown) {
      if (isUnreadable(thrown)) {
        index.drop()
        removeFile(path)
        index = openStatements(path)
      }
      throw thrown
    }
  }
  return {
    reached: of => guarded(opened => opened.reached(of)),
    find: (of, query, params) => guarded(opened => opened.find(of, query, params)),
    openRuns: (after, most) => guarded(opened => opened.openRuns(after, most)),
    change: body => guarded(opened => opened.change(body)),
    keep: () => guarded(opened => opened.keep()),
    close: () => index.close()
  }
}

/** Creates the search that uses an index. */
export const createSearchIndex = ({ reached, find }: TextIndex): SearchIndex => ({
  reached: (_, of) => act(() => reached(of)),
  finderOf: sought => {
    const query = indexQueryOf(sought)
    if (query === null) return null
    return (_, of, range) =>
      act(() => {
        const ids = find(of, query, range)
        return { ids, next: nextSliceStart(ids, range.most) }
      })
  }
})
