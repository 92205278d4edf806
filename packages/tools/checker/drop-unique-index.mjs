import Database from 'better-sqlite3'

/**
 * Takes the unique index from the keys by which deliveries are known again.
 *
 * @param {string} database which nobody has open
 */
export function dropUniqueIndex(database) {
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
