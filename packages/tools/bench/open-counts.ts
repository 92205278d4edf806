import Database from 'better-sqlite3'

/** Opens the product's database for counting while the product writes it. */
export function openCounts(database: string) {
  const db = new Database(database, { readonly: true })
  const count = (sql: string) => {
    const statement = db.prepare(sql).pluck()
    return () => Number(statement.get())
  }
  return {
    stored: count('select count(*) from deliveries'),
    waiting: count("select count(*) from deliveries where status = 'accepted'"),
    succeeded: count("select count(*) from runs where delivery is not null and status = 'succeeded'"),
    /**
     * Returns the delays from arrival to the end of the first run, in milliseconds, of the newest deliveries,
     * unordered.
     */
    lags: (newest: number) =>
      db
        .prepare(
          `select runs.finished_at - deliveries.received_at from deliveries join runs on runs.delivery = deliveries.id
             where runs.record_index is null order by deliveries.id desc limit ?`
        )
        .pluck()
        .all(newest) as number[],
    close: () => db.close()
  }
}
