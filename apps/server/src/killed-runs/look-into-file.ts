import { join } from 'node:path'
import Database from 'better-sqlite3'

const uuidOf = (uid: Buffer): string =>
  uid.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

const look = <Found>(folder: string, read: (db: Database.Database) => Found): Found => {
  const db = new Database(join(folder, 'hookwright.db'), { readonly: true })
  try {
    return read(db)
  } finally {
    db.close()
  }
}

/** Returns the idempotency keys of effects with stored results. */
export const finishedEffects = (folder: string): Set<string> =>
  look(folder, db => {
    const rows = db
      .prepare<[], { run: Buffer; key: string }>(
        `select run, key from journal where result is not null and key not like '%!wait'`
      )
      .all()
    return new Set(rows.map(({ run, key }) => `${uuidOf(run)}/${key}`))
  })

/** Returns the number of user flow runs by status. `isAtRest` is true if no work is left. */
export const runsIn = (folder: string): { byStatus: Record<string, number>; isAtRest: boolean } =>
  look(folder, db => {
    const rows = db
      .prepare<[], { status: string; count: number }>(
        `select status, count(*) as count from runs where kind = 'flow' group by status`
      )
      .all()
    const open = db
      .prepare<[], number>(
        `select (select count(*) from deliveries where status = 'accepted') + (select count(*) from waits)
           + (select count(*) from runs where kind = 'flow' and status in ('queued', 'running', 'waiting'))`
      )
      .pluck()
      .get()
    return {
      byStatus: Object.fromEntries(rows.map(({ status, count }) => [status, count])),
      isAtRest: open === 0
    }
  })
