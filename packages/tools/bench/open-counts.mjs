import Database from 'better-sqlite3'

/**
 * Looks into the product's file while the product writes it.
 *
 * @param {string} database
 */
export function openCounts(database) {
  const db = new Database(database, { readonly: true })
  /** @param {string} sql */
  const count = sql => {
    const statement = db.prepare(sql).pluck()
    return () => Number(statement.get())
  }
  return {
    stored: count('select count(*) from deliveries'),
    waiting: count("select count(*) from deliveries where status = 'accepted'"),
    succeeded: count("select count(*) from runs where delivery is not null and status = 'succeeded'"),
    close: () => db.close()
  }
}
