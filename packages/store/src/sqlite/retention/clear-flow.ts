import { hasEnded, type Millis, type RunStatus } from '@hookwright/model'
import { idOfBlob } from '../../schema/uid.ts'
import { BATCH_SIZE, readCursor, writeCursor } from '../../statements/batch.ts'
import type { Note } from '../../statements/changes.ts'
import type { Bite, KeepingStore, StillNeeded } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
import { createIsOpen } from '../deliveries/erase-delivery.ts'
import type { KnownRowids } from '../rows/known-rowids.ts'
import { createValueTaker } from '../rows/take-values.ts'

const parts = ['subscriptions', 'payloads', 'runs', 'called'] as const

interface Payload {
  id: number
  uid: Buffer
  at: Millis
  status: string
  bytes: number
}

interface Trace {
  id: number
  uid: Buffer
  at: Millis
  status: RunStatus['is']
  delivery: number | null
  of: Buffer
  bytes: number | null
}

const nothing: StillNeeded = { accepted: 0, open: 0, onHold: 0 }

/**
 * Creates the clearing of a flow: payloads of its subscriptions, then its runs, then runs of other
 * flows that these have begun. After a payload, the cursor contains its subscription, too:
 * `payloads:7:1034`.
 */
export const createClearFlow = ({ db, write }: SqliteFile, rowids: KnownRowids): KeepingStore['clear'] => {
  const taker = createValueTaker(db)
  const isOpen = createIsOpen(db)
  const isOnHold = db.prepare(`select 1 from runs where delivery = ? and status = 'on-hold' limit 1`).pluck()
  const nextSubscription = db
    .prepare<[number, number], number>(
      'select id from subscriptions where flow = ? and id > ? order by id limit 1'
    )
    .pluck()
  const uidOf = db.prepare<[number], Buffer>('select uid from subscriptions where id = ?').pluck()
  const payloads = db.prepare<[number, number, number], Payload>(
    `select d.id, d.uid, d.received_at as at, d.status, octet_length(p.body) as bytes
     from deliveries d left join payloads p on p.delivery = d.id
     where d.subscription = ? and d.id > ? order by d.id limit ?`
  )
  const traceWhere = (condition: string): string => `runs.id, uid, started_at as at, status, delivery,
       coalesce((select s.uid from subscriptions s where s.id = subscription),
         (select f.uid from flows f where f.id = flow)) as "of",
       case when ${condition} and kind in ('flow', 'test') and (steps is not null or result is not null or
           (status = 'failed' and json_extract(detail, '$.fault.details') <> '{}'))
         then coalesce(octet_length(steps), 0) + coalesce(octet_length(result), 0) end as bytes`
  const traces = db.prepare<[number, number, number], Trace>(
    `select ${traceWhere('true')} from runs where flow = ? and id > ? order by id limit ?`
  )
  // They run on the subscription of the run that all of them come of, also once that is forgotten.
  const called = db.prepare<[number, number, number], Trace>(
    `select ${traceWhere('subscription in (select s.id from subscriptions s where s.flow = ?)')}
     from calls c join runs on runs.id = c.run where c.run > ? order by c.run limit ?`
  )

  const clearPayloads = (subscription: number, behind: number, before: Millis, note: Note) => {
    const of = uidOf.get(subscription)
    const needed = { ...nothing }
    const rows = payloads.all(subscription, behind, BATCH_SIZE.looked)
    let done = 0
    let bytes = 0
    for (const row of rows) {
      if (row.at < before && row.bytes !== null) {
        if (row.status === 'accepted') needed.accepted++
        else if (isOpen(row.id)) needed[isOnHold.get(row.id) === undefined ? 'open' : 'onHold']++
        else {
          taker.takePayload(row.id)
          note('deliveries', idOfBlob(row.uid), of && idOfBlob(of))
          done++
          bytes += row.bytes
        }
      }
      if (done === BATCH_SIZE.changed || bytes >= BATCH_SIZE.bytes) return { done, needed, behind: row.id }
    }
    return { done, needed, behind: rows.length < BATCH_SIZE.looked ? null : (rows.at(-1)?.id ?? null) }
  }

  const clearRuns = (rows: Trace[], before: Millis, note: Note) => {
    let done = 0
    let bytes = 0
    for (const { id, uid, of, at, status, delivery, bytes: kept } of rows) {
      if (
        at < before &&
        kept !== null &&
        hasEnded({ is: status }) &&
        (delivery === null || !isOpen(delivery))
      ) {
        taker.takeTrace(id)
        note('runs', idOfBlob(uid), idOfBlob(of))
        done++
        bytes += kept
      }
      if (done === BATCH_SIZE.changed || bytes >= BATCH_SIZE.bytes)
        return { done, needed: nothing, behind: id }
    }
    return {
      done,
      needed: nothing,
      behind: rows.length < BATCH_SIZE.looked ? null : (rows.at(-1)?.id ?? null)
    }
  }

  return (flowId, { before, after }) =>
    write((note): Bite & { needed: StillNeeded } => {
      const flow = rowids.flow(flowId)
      const { part, behind } = readCursor(parts, after)
      if (part === 'runs' || part === 'called') {
        const rows = (part === 'runs' ? traces : called).all(flow, behind, BATCH_SIZE.looked)
        const gone = clearRuns(rows, before, note)
        return { done: gone.done, needed: gone.needed, next: writeCursor(parts, part, gone.behind) }
      }
      if (part === 'subscriptions') {
        const subscription = nextSubscription.get(flow, behind)
        const next = subscription === undefined ? 'runs:0' : `payloads:${subscription}:0`
        return { done: 0, needed: nothing, next }
      }
      const gone = clearPayloads(behind, Number(after?.split(':')[2]), before, note)
      const next = gone.behind === null ? `subscriptions:${behind}` : `payloads:${behind}:${gone.behind}`
      return { done: gone.done, needed: gone.needed, next }
    })
}
