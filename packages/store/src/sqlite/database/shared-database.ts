import { sql } from 'drizzle-orm'
import { BATCH_SIZE } from '../../statements/batch.ts'
import type { Database } from '../../statements/database.ts'
import { noJobs } from '../../statements/job-writer.ts'
import { execute } from '../../statements/steps.ts'
import type { SqliteFile } from './sqlite-file.ts'

/** Creates the database for the resources that both stores share. Their bodies run synchronously. */
export const createSharedDatabase = ({
  tables,
  write,
  read,
  list
}: Pick<SqliteFile, 'tables' | 'write' | 'read' | 'list'>): Database => ({
  tables,
  forUpdate: sql.empty(),
  batch: BATCH_SIZE,
  process: null,
  isGone: () => undefined,
  jobs: noJobs,
  write: body => write(note => execute(body(note))),
  read: body => read(reading => execute(body(reading))),
  list: body => list(reading => execute(body(reading)))
})

/**
 * Creates a database whose writes overwrite deleted data, so that it does not remain in the file. Otherwise
 * like the shared database.
 */
export const createErasingDatabase = (file: SqliteFile): Database => ({
  ...createSharedDatabase(file),
  write: body =>
    file.write(note => {
      file.db.pragma('secure_delete = on')
      try {
        return execute(body(note))
      } finally {
        file.db.pragma('secure_delete = fast')
      }
    })
})
