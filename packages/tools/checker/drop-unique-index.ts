import Database from 'better-sqlite3'

/**
 * Drops the unique index on the dedup keys of deliveries.
 *
 * @param database which nobody has open
 */
export function dropUniqueIndex(database: string) {
  const db = new Database(database)
  try {
    db.exec(`create table keys_without (flow integer not null, key blob not null, delivery integer not null, at integer not null);
      insert into keys_without select flow, key, delivery, at from delivery_keys;
      drop table delivery_keys;
      alter table keys_without rename to delivery_keys;`)
  } finally {
    db.close()
  }
}
