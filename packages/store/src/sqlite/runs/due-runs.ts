import { blobOfId, idOfBlob } from '../../schema/uid.ts'
import { runsItsEvents } from '../../statements/conditions.ts'
import type { DueRun, WaitStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'

interface Row {
  uid: Buffer
  subscription: Buffer
  delivery: Buffer
  until: number
  order_key: string | null
  starts: number
}

const dueOf = (row: Row): DueRun => ({
  id: idOfBlob(row.uid),
  subscriptionId: idOfBlob(row.subscription),
  deliveryId: idOfBlob(row.delivery),
  until: row.until,
  orderKey: row.order_key,
  starts: row.starts
})

/**
 * Creates the reading of due runs. It uses only the index of times, so that its cost depends on the
 * due ones.
 */
export const createDue = ({ db, read, write }: SqliteFile): Pick<WaitStore, 'due' | 'next' | 'follow'> => {
  const due = db.prepare<(number | string | Buffer)[], Row>(
    `select r.uid, s.uid as subscription, coalesce(d.uid, r.uid) as delivery, w.until, w.order_key, w.starts
     from waits w
       join runs r on r.id = w.run
       join subscriptions s on s.id = w.subscription
       left join deliveries d on d.id = r.delivery
     where w.until > ? and w.until <= ? and (w.until, r.uid) > (?, ?) and ${runsItsEvents}
       and w.subscription not in (
         select x.id from subscriptions x where x.uid in (select unhex(value) from json_each(?)))
     order by w.until, r.uid limit ?`
  )
  const next = db
    .prepare<[number], number>('select until from waits where until > ? order by until limit 1')
    .pluck()
  const runsNothing = `not exists (
    select 1 from subscriptions s where s.id = waits.subscription and ${runsItsEvents})`
  const suspended = db.prepare(
    `update waits set until = null
     where subscription = (select id from subscriptions where uid = ?) and ${runsNothing}`
  )
  const takeUp = (which: string): string =>
    // A status that cannot be read must not keep the others from going on.
    `update waits set until = (
       select case when json_valid(r.detail) then r.detail ->> '$.until' end from runs r where r.id = waits.run)
     where until is null and ${which} and not ${runsNothing}`
  const takeUpOne = db.prepare(takeUp('subscription = (select id from subscriptions where uid = ?)'))
  const takeUpAll = db.prepare(takeUp('true'))
  return {
    due: ({ to, after = -1, behind, except = [], limit }) =>
      read(() => {
        const from = behind === undefined ? [-1, Buffer.alloc(0)] : [behind.until, blobOfId(behind.id)]
        const others = JSON.stringify(except.map(id => blobOfId(id).toString('hex')))
        return due.all(after, to, ...from, others, limit).map(dueOf)
      }),
    next: after => read(() => next.get(after) ?? null),
    follow: subscriptionId =>
      write(() => {
        if (subscriptionId === null) {
          takeUpAll.run()
          return
        }
        suspended.run(blobOfId(subscriptionId))
        takeUpOne.run(blobOfId(subscriptionId))
      })
  }
}
