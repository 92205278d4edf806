import { Fault, hasEnded, type Millis, type RunStatus } from '@hookwright/model'
import { eq, type SQL, sql } from 'drizzle-orm'
import { flows } from '../../schema/schema.ts'
import { idOfBlob } from '../../schema/uid.ts'
import { type BatchSize, readCursor, writeCursor } from '../../statements/batch.ts'
import type { Note } from '../../statements/changes.ts'
import type { Database } from '../../statements/database.ts'
import { get, rawRows, type Steps } from '../../statements/steps.ts'
import type { BatchResult, KeepingStore, StillNeeded } from '../../store.ts'
import { type BatchDatabase, lockDeliveries } from './open-deliveries.ts'
import { takePayloads, takeTraces } from './take-values.ts'

const parts = ['subscriptions', 'payloads', 'runs', 'called'] as const

interface Row {
  id: number
  uid: Buffer
  at: Millis
  /** Subscription or flow of the row, which change listeners are told. */
  of: Buffer
  /** Size of the row's values, in bytes; null for a row without values. */
  bytes: number | null
}

interface Payload extends Row {
  status: string
}

interface Trace extends Row {
  status: RunStatus['is']
  delivery: number | null
}

/** Result of a batch: the number of cleared rows, and the last row; null at the end. */
interface Cleared {
  done: number
  needed: StillNeeded
  behind: number | null
}

const nothing: StillNeeded = { accepted: 0, open: 0, onHold: 0 }

/**
 * Returns the rows of a batch. Ends after a maximum number of rows that `fits` accepts, or after a maximum of
 * bytes in them.
 */
const batchOf = <Of extends Row>(
  size: BatchSize,
  rows: Of[],
  fits: (row: Of) => boolean
): { batch: Of[]; isAll: boolean } => {
  let [count, bytes] = [0, 0]
  for (const [at, row] of rows.entries()) {
    if (fits(row)) {
      count += 1
      bytes += row.bytes ?? 0
    }
    if (count === size.changed || bytes >= size.bytes) {
      return { batch: rows.slice(0, at + 1), isAll: false }
    }
  }
  return { batch: rows, isAll: rows.length < size.looked }
}

/** Returns the flow's rowid, even of a deleted one. Throws `flow.gone`. */
export function* anyFlowRowid({ tables }: Pick<Database, 'tables'>, id: string): Steps<number> {
  const flow = yield* get(tables.select({ id: flows.id }).from(flows).where(eq(flows.uid, id)))
  if (flow === undefined) throw new Fault('flow.gone')
  return flow.id
}

const selectTraces = (isCleared: SQL): SQL => sql`select runs.id, uid, started_at as at, status, delivery,
  coalesce((select s.uid from subscriptions s where s.id = subscription),
    (select f.uid from flows f where f.id = flow)) as "of",
  case when ${isCleared} and kind in ('flow', 'test') and (steps is not null or result is not null or
      (status = 'failed' and json_extract(detail, '$.fault.details') <> '{}'))
    then coalesce(octet_length(steps), 0) + coalesce(octet_length(result), 0) end as bytes`

const ofFlow = (flow: number, behind: number, most: number): SQL => sql`${selectTraces(sql`true`)} from runs
  where flow = ${flow} and id > ${behind} order by id limit ${most}`

/**
 * Returns the SQL for runs of other flows that runs of a flow have started. They store the subscription of
 * the first run in their chain, even after that run is deleted.
 */
const calledBy = (flow: number, behind: number, most: number): SQL => sql`
  ${selectTraces(sql`subscription in (select s.id from subscriptions s where s.flow = ${flow})`)}
  from calls c join runs on runs.id = c.run where c.run > ${behind} order by c.run limit ${most}`

function* clearPayloads(
  database: BatchDatabase,
  params: { subscription: number; behind: number; before: Millis; note: Note }
): Steps<Cleared> {
  const { subscription, behind, before, note } = params
  const rows = yield* rawRows<Payload>(
    database.tables,
    sql`select d.id, d.uid, d.received_at as at, d.status, s.uid as "of", octet_length(p.body) as bytes
      from deliveries d join subscriptions s on s.id = d.subscription left join payloads p on p.delivery = d.id
      where d.subscription = ${subscription} and d.id > ${behind} order by d.id limit ${database.batch.looked}`
  )
  const isOld = ({ at, bytes }: Payload): boolean => at < before && bytes !== null
  const { batch, isAll } = batchOf(database.batch, rows, row => isOld(row) && row.status !== 'accepted')
  const old = batch.filter(isOld)
  const over = old.filter(({ status }) => status !== 'accepted')
  const open = yield* lockDeliveries(
    database,
    over.map(({ id }) => id)
  )
  const gone = over.filter(({ id }) => !open.has(id))
  yield* takePayloads(
    database.tables,
    gone.map(({ id }) => id)
  )
  for (const { uid, of } of gone) note('deliveries', idOfBlob(uid), idOfBlob(of))
  const onHold = [...open.values()].filter(why => why === 'on-hold').length
  return {
    done: gone.length,
    needed: { accepted: old.length - over.length, open: open.size - onHold, onHold },
    behind: isAll ? null : (batch.at(-1)?.id ?? null)
  }
}

function* clearTraces(
  database: BatchDatabase,
  params: { rows: Trace[]; before: Millis; note: Note }
): Steps<Cleared> {
  const { rows, before, note } = params
  const isOver = ({ at, bytes, status }: Trace): boolean =>
    at < before && bytes !== null && hasEnded({ is: status })
  const { batch, isAll } = batchOf(database.batch, rows, isOver)
  const over = batch.filter(isOver)
  const open = yield* lockDeliveries(
    database,
    over.flatMap(({ delivery }) => (delivery === null ? [] : [delivery]))
  )
  const gone = over.filter(({ delivery }) => delivery === null || !open.has(delivery))
  yield* takeTraces(
    database.tables,
    gone.map(({ id }) => id)
  )
  for (const { uid, of } of gone) note('runs', idOfBlob(uid), idOfBlob(of))
  return { done: gone.length, needed: nothing, behind: isAll ? null : (batch.at(-1)?.id ?? null) }
}

/**
 * Creates the store method that clears a flow: payloads of its subscriptions, then its runs, then runs of
 * other flows that they started. During the payloads, the cursor also contains the subscription:
 * `payloads:7:1034`.
 */
export const createClearFlow = (database: Database): KeepingStore['clear'] => {
  const { tables, write } = database

  function* nextSubscription(flow: number, behind: number): Steps<number | null> {
    const [next] = yield* rawRows<{ id: number }>(
      tables,
      sql`select id from subscriptions where flow = ${flow} and id > ${behind} order by id limit 1`
    )
    return next?.id ?? null
  }

  return (flowId, { before, after }) =>
    write(function* (note): Steps<BatchResult & { needed: StillNeeded }> {
      const flow = yield* anyFlowRowid(database, flowId)
      const { part, behind } = readCursor(parts, after)
      if (part === 'runs' || part === 'called') {
        const query = part === 'runs' ? ofFlow : calledBy
        const rows = yield* rawRows<Trace>(tables, query(flow, behind, database.batch.looked))
        const gone = yield* clearTraces(database, { rows, before, note })
        return { done: gone.done, needed: gone.needed, next: writeCursor(parts, part, gone.behind) }
      }
      if (part === 'subscriptions') {
        const subscription = yield* nextSubscription(flow, behind)
        const next = subscription === null ? 'runs:0' : `payloads:${subscription}:0`
        return { done: 0, needed: nothing, next }
      }
      const subscription = behind
      const reached = Number(after?.split(':')[2])
      const gone = yield* clearPayloads(database, { subscription, behind: reached, before, note })
      const next =
        gone.behind === null ? `subscriptions:${subscription}` : `payloads:${subscription}:${gone.behind}`
      return { done: gone.done, needed: gone.needed, next }
    })
}
