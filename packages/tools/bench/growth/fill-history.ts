import Database from 'better-sqlite3'

/** Number of rows per transaction. */
const atOnce = 50_000

/** Interval between the deliveries of the history, in milliseconds. */
const everyMs = 100

/** Function that generates a past delivery from its number: the body, and the trace of the run. */
export type PastOf = (number: number) => { body: string; steps: string }

const alike: PastOf = () => ({
  body: JSON.stringify({ ref: 'refs/heads/main', note: 'A delivery of the past.' }),
  steps: '[]'
})

/**
 * Inserts past deliveries, each with its body and run, into the database of a stopped product.
 *
 * @param database SQLite file of the product. It must have exactly one subscription that is on.
 * @param pastOf generator of the deliveries. By default, all are alike.
 * @returns the id of the middle delivery, and the arrival time of the first
 */
export function fillHistory(
  database: string,
  count: number,
  pastOf: PastOf = alike
): { middle: string; oldestAt: number } {
  const db = new Database(database)
  try {
    db.pragma('synchronous = off')
    const about = db
      .prepare(
        `select subscriptions.id as subscription, flow, (select max(id) from revisions) as revision from subscriptions
           where status = 'on'`
      )
      .get() as { subscription: number; flow: number; revision: number }
    const delivery = db.prepare(
      `insert into deliveries (uid, subscription, received_at, method, content_type, size, status)
       values (?, ?, ?, 'POST', 'application/json', ?, 'done')`
    )
    const payload = db.prepare('insert into payloads (delivery, query, headers, body) values (?,?,?,?)')
    const run = db.prepare(
      `insert into runs (uid, kind, flow, subscription, delivery, revision, status, started_at, finished_at, steps)
       values (?, 'flow', ?, ?, ?, ?, 'succeeded', ?, ?, ?)`
    )
    const headers = JSON.stringify(['Content-Type', 'application/json'])
    const from = Date.now() - count * everyMs - 60_000
    const write = db.transaction((first: number, last: number) => {
      for (let number = first; number < last; number += 1) {
        const at = from + number * everyMs
        const uid = uidAt(at, number)
        const past = pastOf(number)
        const body = Buffer.from(past.body)
        const { lastInsertRowid } = delivery.run(uid, about.subscription, at, body.length)
        payload.run(lastInsertRowid, '', headers, body)
        run.run(uid, about.flow, about.subscription, lastInsertRowid, about.revision, at, at + 1, past.steps)
      }
    })
    for (let first = 0; first < count; first += atOnce) write(first, Math.min(count, first + atOnce))
    const middle = count >> 1
    return { middle: idOf(uidAt(from + middle * everyMs, middle)), oldestAt: from }
  } finally {
    db.close()
  }
}

/**
 * Returns a UUIDv7 for a time, with the given number in place of the random part, so that the same id can be
 * computed again.
 */
function uidAt(at: number, number: number) {
  const uid = Buffer.alloc(16)
  uid.writeUIntBE(at, 0, 6)
  uid.writeUInt16BE(0x7000, 6)
  uid.writeUInt32BE(0x80000000, 8)
  uid.writeUInt32BE(number, 12)
  return uid
}

function idOf(uid: Buffer) {
  return uid.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
