import Database from 'better-sqlite3'

/**
 * A statement to run.
 *
 * @typedef {{ run: (...values: unknown[]) => import('better-sqlite3').RunResult }} Runnable
 */

/** Result of a statement that was skipped. */
export const nothing = { changes: 1, lastInsertRowid: 0 }

/**
 * Injects a bug into prepared statements, for every connection of this process.
 *
 * @param {object} bug
 * @param {(sql: string) => string} [bug.rewrite]
 * @param {(statement: Runnable, sql: string, db: import('better-sqlite3').Database) => void} [bug.spoil] changes a
 *   statement that was just prepared
 */
export function patchPrepare({ rewrite = sql => sql, spoil = () => {} }) {
  const { prepare } = Database.prototype
  /**
   * @this {import('better-sqlite3').Database}
   * @param {string} sql
   */
  function prepareSpoiled(sql) {
    const statement = prepare.call(this, rewrite(sql))
    // The driver's types say by the query what may be bound, which nobody knows here.
    spoil(/** @type {Runnable} */ (statement), sql, this)
    return statement
  }
  Database.prototype.prepare = /** @type {typeof prepare} */ (prepareSpoiled)
}
