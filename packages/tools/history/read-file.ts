import { createHash } from 'node:crypto'
import Database, { type Statement } from 'better-sqlite3'
import type { FirstRun, History, Recorded, Sent, StoredDelivery, StoredSubscription } from './history.ts'

/** Prepared statement with typed rows, since the driver cannot infer the type. */
type Rows<Row> = Statement<[], Row>

/** Opens the server's database for reading, even while the server runs. */
function reading<Found>(database: string, read: (db: Database.Database) => Found): Found {
  const db = new Database(database, { readonly: true })
  try {
    return read(db)
  } finally {
    db.close()
  }
}

/**
 * Runs SQLite's integrity check on the whole file.
 *
 * @returns `ok`, or a description of the damage
 */
export function integrityOf(database: string): string {
  return reading(database, db => String(db.pragma('integrity_check', { simple: true })))
}

/** Returns how many deliveries and runs have not ended yet. */
export function openWork(database: string): number {
  const sql = `select (select count(*) from deliveries where status = 'accepted')
    + (select count(*) from runs where status in ('queued', 'running', 'waiting'))`
  return reading(database, db => Number(db.prepare(sql).pluck().get()))
}

/** Returns the effects that the database recorded as ended, as of the given kill. */
export function recordedEffects(database: string, kill: number): Recorded[] {
  return reading(database, db => {
    const journal: Rows<{ run: Buffer; key: string }> = db.prepare(
      'select run, key from journal where result is not null'
    )
    const ended: Rows<{ uid: Buffer }> = db.prepare(
      "select uid from runs where status in ('succeeded', 'failed')"
    )
    return [
      ...journal.all().map(({ run, key }) => ({ run: idOf(run), key: `${idOf(run)}/${key}`, kill })),
      ...ended.all().map(({ uid }) => ({ run: idOf(uid), key: null, kill }))
    ]
  })
}

/**
 * Returns all deliveries and first runs in the database.
 *
 * @param killedAt times of the kills, in milliseconds since 1970
 */
export function keptAndRun(
  database: string,
  killedAt: number[]
): { kept: StoredDelivery[]; runs: FirstRun[] } {
  return reading(database, db => {
    const kept: Rows<{ row: number; status: string; body: Buffer | null }> =
      db.prepare(`select d.id as row, d.status, p.body from deliveries d
      left join deliveries o on o.uid = d.duplicate_of
      left join payloads p on p.delivery = coalesce(o.id, d.id) order by d.id`)
    const ran: Rows<{ uid: Buffer; delivery: number; status: string; finishedAt: number }> =
      db.prepare(`select uid, delivery, status, coalesce(finished_at, 0) as finishedAt from runs
      where delivery is not null and record_index is null`)
    return {
      // A duplicate keeps nothing of what arrived: it is what the first is.
      kept: kept.all().map(({ row, status, body }) => ({ row, status, body, id: idIn(body) })),
      runs: ran.all().map(({ uid, delivery, status, finishedAt }) => ({
        id: idOf(uid),
        delivery,
        status,
        life: killedAt.filter(at => at <= finishedAt).length
      }))
    }
  })
}

/**
 * Returns all subscriptions in the database. Each Event URL is represented by the hash of its token, the only
 * part stored unencrypted.
 */
export function readSubscriptions(database: string): StoredSubscription[] {
  return reading(database, db => {
    const held: Rows<{
      uid: Buffer
      flow: number
      status: string
      how: string | null
      wanted: number
      owned: number
      registers: number
      hash: Buffer
    }> = db.prepare(`select s.uid, s.flow, s.status, s.how, s.wanted, s.token_hash as hash,
        s.replaced_by is not null and s.status != 'ended'
          or exists (select 1 from cleanup_entries c where c.subscription = s.id and c.status = 'open') as owned,
        json_extract(s.terms, '$.registration') is not null as registers
      from subscriptions s`)
    return held.all().map(({ uid, flow, status, how, wanted, owned, registers, hash }) => ({
      id: idOf(uid),
      flow: String(flow),
      status,
      how,
      wanted: wanted === 1,
      owned: owned === 1,
      registers: registers === 1,
      url: hash.toString('hex')
    }))
  })
}

/** Returns the hash under which the database stores an Event URL. */
export function hashOf(eventUrl: string) {
  return createHash('sha256')
    .update(new URL(eventUrl).pathname.split('/').at(-1) ?? '')
    .digest('hex')
}

function idIn(body: Buffer | null) {
  try {
    return body === null ? null : String(JSON.parse(body.toString()).id)
  } catch {
    return null
  }
}

function idOf(uid: Buffer) {
  const hex = uid.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/**
 * Returns the history of deliveries with flows that have no effects.
 *
 * @param killedAt times when the server ended, in milliseconds since 1970
 * @param integrity results of the integrity check after each start; read from the file by default
 */
export function historyOf(
  sent: Sent[],
  database: string,
  killedAt: number[] = [],
  integrity = [integrityOf(database)]
): History {
  return {
    sent,
    ...keptAndRun(database, killedAt),
    effects: [],
    recorded: [],
    subscriptions: readSubscriptions(database),
    there: [],
    integrity
  }
}
