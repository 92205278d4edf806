import type { Delivery } from '@hookwright/model'
import { and, eq, gte, inArray, lt, not, sql } from 'drizzle-orm'
import type { DeliveryFilter, DeliveryStore, Page } from '../store.ts'
import { deliveryOf } from './delivery-row.ts'
import { among, spanOf } from './look-back.ts'
import { deliveries, payloads, runs } from './schema.ts'
import { subscriptionsIn } from './scope.ts'
import { createSearch, type Look, rowsOf } from './search-deliveries.ts'
import type { SqliteFile, Tables } from './sqlite-file.ts'

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
      return and(hasRun(), not(hasRun(failed)), not(hasRun(open)))
  }
}

const isKeptWhole = sql`(${deliveries.redacted} is null
  and exists (select 1 from ${payloads} where ${eq(payloads.delivery, deliveries.id)}))`

/** Which deliveries fit as far as their rows say, of those that one look goes over; null where there is none. */
const lookOf = (reading: Tables, filter: DeliveryFilter): Look | null => {
  const { scope = {}, status, result, from, to, sought, canRunAgain, before, limit } = filter
  const keys = subscriptionsIn(reading, scope)
  const isFiltered = [status, result, from, to, sought, canRunAgain].some(part => part !== undefined)
  const listed = {
    table: deliveries,
    id: deliveries.id,
    uid: deliveries.uid,
    key: deliveries.subscription,
    at: deliveries.receivedAt
  }
  const span = spanOf(reading, listed, { keys, before, limit, isFiltered, since: from, until: to })
  if (span === null) return null
  const fits = and(
    span.from === null ? undefined : gte(deliveries.id, span.from),
    keys === null ? undefined : sql`${deliveries.subscription} in ${among(keys)}`,
    status === undefined ? undefined : eq(deliveries.status, status),
    result === undefined ? undefined : resulted(result),
    from === undefined ? undefined : gte(deliveries.receivedAt, from),
    to === undefined ? undefined : lt(deliveries.receivedAt, to),
    canRunAgain === undefined ? undefined : and(eq(deliveries.status, 'done'), isKeptWhole, not(hasRun(open)))
  )
  return { span, fits }
}

const nothing: Page<Delivery> = { rows: [], next: null, lookedBackTo: null }

/** A part of the list, which may be whole, full, or as far as a look came that ended early at a rowid. */
const pageOf = (reading: Tables, rows: Delivery[], limit: number, end: number | null): Page<Delivery> => {
  const last = rows.at(-1)
  if (rows.length === limit && last !== undefined) return { rows, next: last.id, lookedBackTo: null }
  if (end === null) return { ...nothing, rows }
  const at = reading
    .select({ id: deliveries.uid, at: deliveries.receivedAt })
    .from(deliveries)
    .where(eq(deliveries.id, end))
    .get()
  return { rows, next: at?.id ?? null, lookedBackTo: at?.at ?? null }
}

/** Lists deliveries by way of their subscriptions, so that a quiet flow's are found at once among those of a busy one. */
export const createDeliveryList = ({ list }: Pick<SqliteFile, 'list'>): DeliveryStore['list'] => {
  const search = createSearch(list)
  return async filter => {
    const { sought, limit } = filter
    const look = await list(reading => lookOf(reading, filter))
    if (look === null) return nothing
    if (sought !== undefined) {
      const { rows, end } = await search(look, sought, limit)
      return list(reading => pageOf(reading, rows, limit, end))
    }
    return list(reading => {
      const rows = rowsOf(reading, look, look.span.before, limit).map(deliveryOf)
      return pageOf(reading, rows, limit, look.span.isLast ? null : look.span.from)
    })
  }
}
