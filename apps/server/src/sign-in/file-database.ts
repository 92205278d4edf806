import { randomBytes } from 'node:crypto'
import { SqliteError, type Statement } from 'better-sqlite3'
import {
  type AuthDatabase,
  type AuthStatement,
  type AuthSteps,
  type AuthStorage,
  nameTables
} from './auth-database.ts'
import { type AuthFile, openAuthFile, toAuthFault } from './auth-file.ts'
import { countTries } from './tries.ts'

/** Executes the statements of a transaction body synchronously. */
const perform = <Result>(
  steps: AuthSteps<Result>,
  execute: (statement: AuthStatement) => unknown[]
): Result => {
  let next = steps.next()
  while (!next.done) next = steps.next(execute(next.value))
  return next.value
}

/** Creates the database interface of an open `auth.db`. Closing it closes the file. */
const createFileDatabase = (db: AuthFile): AuthDatabase => {
  /** Prepared statements, by their text. The code has a few dozen statements. */
  const prepared = new Map<string, Statement<unknown[]>>()

  const prepare = (sql: string): Statement<unknown[]> => {
    const known = prepared.get(sql)
    if (known !== undefined) return known
    const statement = db.prepare<unknown[]>(nameTables(sql, table => `"${table}"`))
    prepared.set(sql, statement)
    return statement
  }

  const execute = ({ sql, values }: AuthStatement): unknown[] => {
    const statement = prepare(sql)
    if (statement.reader) return statement.all(...values)
    statement.run(...values)
    return []
  }

  return {
    ask: async <Row>(sql: string, ...values: readonly unknown[]) => execute({ sql, values }) as Row[],
    write: async body => db.transaction(() => perform(body(), execute)).immediate(),
    noteMembers: function* () {},
    memberChanges: null,
    isOfNobody: thrown => thrown instanceof SqliteError && thrown.code === 'SQLITE_CONSTRAINT_FOREIGNKEY',
    probe: async () => {
      try {
        execute({ sql: "SELECT 1 FROM {user} WHERE role = 'admin' LIMIT 1", values: [] })
      } catch (thrown) {
        throw toAuthFault(thrown, db.name)
      }
    },
    close: async () => {
      db.close()
    }
  }
}

/**
 * Opens `auth.db` in the data folder. Sign-in attempts and the code of the first-admin link are in memory; a
 * restart resets the attempts and changes the code. Throws the faults of `openAuthFile`.
 */
export const openFileStorage = (params: { dataFolder: string; clock: () => number }): AuthStorage => {
  const code = randomBytes(32).toString('base64url')
  return {
    database: createFileDatabase(openAuthFile(params.dataFolder)),
    tries: countTries(params.clock),
    firstAdminCode: async () => code
  }
}
