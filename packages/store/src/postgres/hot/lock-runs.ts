import { Fault, type Id } from '@hookwright/model'
import { sql } from 'drizzle-orm'
import { columnsOfRun, type RunColumns } from '../../resources/runs/run-rows.ts'
import type { Tables } from '../../schema/tables.ts'
import { blobOfId, idOfBlob } from '../../schema/uid.ts'
import { rawRows, type Steps } from '../../statements/steps.ts'
import type { RunRow } from '../../store.ts'
import type { KnownRows } from './known-rows.ts'

/**
 * End of a query that locks the rows which it reads. Rows that refer to them may still be written,
 * such as runs of a locked delivery, unless they lock it, too.
 */
export const FOR_UPDATE = sql`for no key update`

/** Runs whose deliveries are locked until the end of the transaction. */
export interface LockedRuns {
  /** Returns the columns of a run, with its record if it is to be kept. */
  columnsOf: (row: RunRow, record?: RunColumns['record']) => RunColumns
  /** Returns the rowid of a delivery. */
  deliveryOf: (id: Id) => number
}

const listOf = (ids: readonly Id[]) =>
  sql.join(
    ids.map(id => sql`${blobOfId(id)}`),
    sql`, `
  )

/** Locks deliveries in the order of their rows, and returns their rowids by id. */
function* lockDeliveries(tables: Tables, ids: readonly Id[]): Steps<Map<Id, number>> {
  if (ids.length === 0) return new Map()
  const rows = yield* rawRows<{ id: number; uid: Buffer }>(
    tables,
    sql`select id, uid from deliveries where uid in (${listOf(ids)}) order by id ${FOR_UPDATE}`
  )
  return new Map(rows.map(({ id, uid }) => [idOfBlob(uid), id]))
}

/** Locks the deliveries of written runs, in the order of their rows. */
export function* lockDeliveriesOf(tables: Tables, runs: readonly Id[]): Steps<void> {
  if (runs.length === 0) return
  yield* rawRows(
    tables,
    sql`select id from deliveries
      where id in (select delivery from runs where uid in (${listOf(runs)})) order by id ${FOR_UPDATE}`
  )
}

/**
 * Locks the deliveries of runs that are about to be written, so that nobody else begins or ends runs
 * of them meanwhile. Throws `flow.gone`, `subscription.gone`, `delivery.gone`.
 */
export function* lockRuns(tables: Tables, known: KnownRows, rows: readonly RunRow[]): Steps<LockedRuns> {
  const flowOf = yield* known.flows(rows.map(({ flowId }) => flowId))
  const subscriptionOf = yield* known.subscriptions(rows.map(({ subscriptionId }) => subscriptionId))
  const revisionOf = yield* known.revisions(rows.map(({ revisionId }) => revisionId))
  const ids = new Set(rows.flatMap(({ deliveryId }) => deliveryId ?? []))
  const rowids = yield* lockDeliveries(tables, [...ids])
  const deliveryOf = (id: Id): number => {
    const rowid = rowids.get(id)
    if (rowid === undefined) throw new Fault('delivery.gone')
    return rowid
  }
  return {
    deliveryOf,
    columnsOf: (row, record) => {
      const { flowId, subscriptionId, revisionId, deliveryId } = row
      const refs = {
        flow: flowOf(flowId),
        subscription: subscriptionId === null ? null : subscriptionOf(subscriptionId),
        revision: revisionId === null ? null : revisionOf(revisionId),
        delivery: deliveryId === null ? null : deliveryOf(deliveryId)
      }
      return columnsOfRun(row, refs, record)
    }
  }
}
