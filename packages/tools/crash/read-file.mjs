import Database from 'better-sqlite3'

/**
 * A query that gives such rows: the driver knows no columns, the query beside it names them.
 *
 * @template Row
 * @typedef {import('better-sqlite3').Statement<[], Row>} Rows
 */

/**
 * Opens the server's file to read, whether the server lives or not.
 *
 * @template Found
 * @param {string} database
 * @param {(db: import('better-sqlite3').Database) => Found} read
 * @returns {Found}
 */
function reading(database, read) {
  const db = new Database(database, { readonly: true })
  try {
    return read(db)
  } finally {
    db.close()
  }
}

/**
 * What SQLite says of the whole file.
 *
 * @param {string} database
 * @returns {string} `ok`, or what is broken
 */
export function integrityOf(database) {
  return reading(database, db => String(db.pragma('integrity_check', { simple: true })))
}

/**
 * How many deliveries and runs have not come to an end.
 *
 * @param {string} database
 * @returns {number}
 */
export function openWork(database) {
  const sql = `select (select count(*) from deliveries where status = 'accepted')
    + (select count(*) from runs where status in ('queued', 'running', 'waiting'))`
  return reading(database, db => Number(db.prepare(sql).pluck().get()))
}

/**
 * The effects that the file says have ended, as it stands after a kill.
 *
 * @param {string} database
 * @param {number} kill
 * @returns {import('./history.mjs').Recorded[]}
 */
export function recordedEffects(database, kill) {
  return reading(database, db => {
    /** @type {Rows<{ run: Buffer, key: string }>} */
    const journal = db.prepare('select run, key from journal where result is not null')
    /** @type {Rows<{ uid: Buffer }>} */
    const ended = db.prepare("select uid from runs where status in ('succeeded', 'failed')")
    return [
      ...journal.all().map(({ run, key }) => ({ run: idOf(run), key: `${idOf(run)}/${key}`, kill })),
      ...ended.all().map(({ uid }) => ({ run: idOf(uid), key: null, kill }))
    ]
  })
}

/**
 * All deliveries and first runs in the file.
 *
 * @param {string} database
 * @param {number[]} killedAt when each kill was, in milliseconds since 1970
 * @returns {{ kept: import('./history.mjs').Kept[], runs: import('./history.mjs').FirstRun[] }}
 */
export function keptAndRun(database, killedAt) {
  return reading(database, db => {
    /** @type {Rows<{ row: number, body: Buffer | null }>} */
    const kept = db.prepare(
      'select d.id as row, p.body from deliveries d left join payloads p on p.delivery = d.id order by d.id'
    )
    /** @type {Rows<{ uid: Buffer, delivery: number, status: string, finishedAt: number }>} */
    const ran = db.prepare(`select uid, delivery, status, coalesce(finished_at, 0) as finishedAt from runs
      where delivery is not null and record_index is null`)
    return {
      kept: kept.all().map(({ row, body }) => ({ row, body, id: idIn(body) })),
      runs: ran.all().map(({ uid, delivery, status, finishedAt }) => ({
        id: idOf(uid),
        delivery,
        status,
        life: killedAt.filter(at => at <= finishedAt).length
      }))
    }
  })
}

/** @param {Buffer | null} body */
function idIn(body) {
  try {
    return body === null ? null : String(JSON.parse(body.toString()).id)
  } catch {
    return null
  }
}

/** @param {Buffer} uid */
function idOf(uid) {
  const hex = uid.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
