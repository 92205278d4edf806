import type { Millis } from '@hookwright/model'
import type { Database } from 'better-sqlite3'

/** Number of waiting runs checked in one transaction, so that other writers do not wait for long. */
const BITE = 200

/**
 * Makes a batch of runs that wait for a blocked service due, and returns them with their owners.
 * `next` is the next position; null at the end. Needs a transaction.
 */
export type WakeHeld = (
  at: Millis,
  from: number
) => { woken: { uid: Buffer; of: Buffer }[]; next: number | null }

export const createWakeHeld = (db: Database): WakeHeld => {
  const waiting = db
    .prepare<[number], number>(`select run from waits where run >= ? order by run limit ${BITE}`)
    .pluck()
  const held = db.prepare<[number, number, number], { id: number; uid: Buffer; of: Buffer }>(
    `select r.id, r.uid, coalesce(s.uid, f.uid) as "of" from waits w
       join runs r on r.id = w.run
       join flows f on f.id = r.flow
       left join subscriptions s on s.id = r.subscription
     where w.run between ? and ? and r.status = 'waiting'
       and r.detail ->> '$.waitsFor.is' = 'held' and r.detail ->> '$.until' > ?`
  )
  const tell = db.prepare(`update runs set detail = json_set(detail, '$.until', ?) where id = ?`)
  // One whose subscription runs nothing is taken up by what its row says.
  const move = db.prepare('update waits set until = ? where run = ? and until is not null')
  return (at, from) => {
    const bite = waiting.all(from)
    const last = bite.at(-1)
    if (last === undefined) return { woken: [], next: null }
    const woken = held.all(from, last, at).map(({ id, uid, of }) => {
      tell.run(at, id)
      move.run(at, id)
      return { uid, of }
    })
    return { woken, next: bite.length < BITE ? null : last + 1 }
  }
}
