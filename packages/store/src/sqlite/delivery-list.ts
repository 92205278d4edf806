import { and, desc, eq, gte, inArray, lt, sql } from 'drizzle-orm'
import type { DeliveryFilter, DeliveryStore } from '../store.ts'
import { deliveryOf, selectDeliveries } from './delivery-row.ts'
import { among, spanOf } from './look-back.ts'
import { deliveries, runs } from './schema.ts'
import { subscriptionsIn } from './scope.ts'
import type { SqliteFile } from './sqlite-file.ts'

const failed = ['failed', 'parked'] as const
const open = ['queued', 'running', 'waiting'] as const

/** That a delivery has a run in one of these statuses, or any run. */
const hasRun = (statuses?: readonly (typeof failed | typeof open)[number][]) =>
  sql`exists (select 1 from ${runs} where ${and(
    eq(runs.delivery, deliveries.id),
    statuses === undefined ? undefined : inArray(runs.status, [...statuses])
  )})`

const resulted = (result: NonNullable<DeliveryFilter['result']>) => {
  switch (result) {
    case 'failed':
      return hasRun(failed)
    case 'open':
      return hasRun(open)
    case 'succeeded':
      return and(hasRun(), sql`not ${hasRun(failed)}`, sql`not ${hasRun(open)}`)
  }
}

/** Lists deliveries by way of their subscriptions, so that a quiet flow's are found at once among those of a busy one. */
export const createDeliveryList =
  ({ list }: SqliteFile): DeliveryStore['list'] =>
  ({ scope = {}, status, result, from, to, before, limit }) =>
    list(reading => {
      const keys = subscriptionsIn(reading, scope)
      const isFiltered = [status, result, from, to].some(part => part !== undefined)
      const listed = {
        table: deliveries,
        id: deliveries.id,
        uid: deliveries.uid,
        key: deliveries.subscription
      }
      const span = spanOf(reading, listed, { keys, before, limit, isFiltered })
      if (span === null) return { rows: [], next: null, lookedBackTo: null }
      const rows = selectDeliveries(reading)
        .where(
          and(
            lt(deliveries.id, span.before),
            span.from === null ? undefined : gte(deliveries.id, span.from),
            keys === null ? undefined : sql`${deliveries.subscription} in ${among(keys)}`,
            status === undefined ? undefined : eq(deliveries.status, status),
            result === undefined ? undefined : resulted(result),
            from === undefined ? undefined : gte(deliveries.receivedAt, from),
            to === undefined ? undefined : lt(deliveries.receivedAt, to)
          )
        )
        .orderBy(desc(deliveries.id))
        .limit(limit)
        .all()
        .map(deliveryOf)
      const last = rows.at(-1)
      if (rows.length === limit && last !== undefined) return { rows, next: last.id, lookedBackTo: null }
      if (span.from === null) return { rows, next: null, lookedBackTo: null }
      const end = reading
        .select({ id: deliveries.uid, at: deliveries.receivedAt })
        .from(deliveries)
        .where(eq(deliveries.id, span.from))
        .get()
      return { rows, next: end?.id ?? null, lookedBackTo: end?.at ?? null }
    })
