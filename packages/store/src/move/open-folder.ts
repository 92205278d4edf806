import { openSqliteFile } from '../sqlite/database/open-sqlite-file.ts'
import { assertReferences } from '../sqlite/file/migrate-file.ts'
import type { MoveEnd } from './move-end.ts'
import { quoted } from './rows.ts'
import { createSqliteRows } from './sqlite-rows.ts'

/**
 * Opens the database of a data folder for a move. Locks the folder and applies missing migrations. Throws the
 * faults of `openSqliteStore`, such as `storage.busy`.
 */
export const openFolder = async (params: { folder: string; migrations?: string }): Promise<MoveEnd> => {
  const { db, close } = await openSqliteFile(params)
  // Rows come table by table; references are checked at the end.
  db.pragma('foreign_keys = off')
  return {
    side: { rows: createSqliteRows(db), nameOf: ({ name }) => quoted(name) },
    // Each database is given an id of its own when it is made.
    id: `folder ${db.pragma('application_id', { simple: true })}`,
    settle: async () => assertReferences(db, 'move'),
    close
  }
}
