import type { Id, Millis } from '@hookwright/model'
import { blobOfId } from '../../schema/uid.ts'
import type { Steps } from '../../statements/steps.ts'
import { withoutZeros } from '../wording.ts'
import type { Query } from './insert-rows.ts'

/** Wait to be stored for a run. The row of the run must already exist. */
export interface NewWait {
  id: Id
  until: Millis
  orderKey: string | null
}

/** Stores the waits of runs and resets their crash counters. Each run may occur only once. */
export function* putWaits(query: Query, waits: readonly NewWait[]): Steps<void> {
  if (waits.length === 0) return
  yield* query(
    `insert into waits (run, until, subscription, flow, order_key)
       select r.id, new.until, r.subscription, r.flow, new.order_key
       from unnest($1::bytea[], $2::bigint[], $3::text[]) as new (uid, until, order_key)
         join runs r on r.uid = new.uid
     on conflict (run) do update set until = excluded.until, order_key = excluded.order_key, starts = 0`,
    [
      waits.map(({ id }) => blobOfId(id)),
      waits.map(({ until }) => until),
      // The elements of an array are not looked at as other parameters are.
      waits.map(({ orderKey }) => withoutZeros(orderKey))
    ]
  )
}

/** Deletes the waits of runs, with their order locks. */
export function* forgetWaits(query: Query, ids: readonly Id[]): Steps<void> {
  if (ids.length === 0) return
  yield* query('delete from waits where run in (select id from runs where uid = any($1))', [
    ids.map(blobOfId)
  ])
}
