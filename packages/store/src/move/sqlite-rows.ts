import type { Database } from 'better-sqlite3'
import { toStorageFault } from '../sqlite/file/storage-fault.ts'
import { listed, type Row, type Rows } from './rows.ts'

/** Creates the access to a SQLite database's rows over its writing connection. Throws `storage.failed`. */
export const createSqliteRows = (db: Database): Rows => {
  const attempt = async <Result>(act: () => Result): Promise<Result> => {
    try {
      return act()
    } catch (thrown) {
      throw toStorageFault(thrown)
    }
  }
  return {
    ask: (sql, values = []) =>
      attempt(() =>
        db
          .prepare<unknown[], Row>(sql)
          .raw()
          .all(...values)
      ),
    change: (statements, inserted) =>
      attempt(() =>
        db
          .transaction(() => {
            for (const { sql, values = [] } of statements) db.prepare(sql).run(...values)
            if (inserted === undefined) return
            const { table, columns, rows } = inserted
            const places = columns.map(() => '?').join(', ')
            const add = db.prepare(`insert into ${table} (${listed(columns)}) values (${places})`)
            for (const row of rows) add.run(...row)
          })
          .immediate()
      ),
    kept: value => value
  }
}
