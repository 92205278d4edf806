import type { Millis } from '@hookwright/model'
import type { Database } from 'better-sqlite3'

/**
 * Makes the runs due that a service holds back, and says which those are and what they belong to. Needs a transaction
 * around it.
 */
export type WakeHeld = (at: Millis) => { uid: Buffer; of: Buffer }[]

export const createWakeHeld = (db: Database): WakeHeld => {
  // By the partial index of what is set aside, said as it says it.
  const held = db.prepare<[number], { id: number; uid: Buffer; of: Buffer }>(
    `select r.id, r.uid, coalesce(s.uid, f.uid) as "of" from runs r
       join flows f on f.id = r.flow
       left join subscriptions s on s.id = r.subscription
     where r.status in ('waiting', 'parked') and r.status = 'waiting'
       and r.detail ->> '$.waitsFor.is' = 'held' and r.detail ->> '$.until' > ?`
  )
  const tell = db.prepare(`update runs set detail = json_set(detail, '$.until', ?) where id = ?`)
  // One whose subscription runs nothing is taken up by what its row says.
  const move = db.prepare('update waits set until = ? where run = ? and until is not null')
  return at =>
    held.all(at).map(({ id, uid, of }) => {
      tell.run(at, id)
      move.run(at, id)
      return { uid, of }
    })
}
