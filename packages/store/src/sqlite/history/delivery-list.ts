import {
  type Delivery,
  findsAt,
  isInProgress,
  type RunStatus,
  readBody,
  runStatuses,
  type Sought
} from '@hookwright/model'
import { and, desc, eq, gte, inArray, lt, not, sql } from 'drizzle-orm'
import { deliveries, payloads, runs } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { deliveryOf, selectDeliveries } from '../../statements/delivery-row.ts'
import { subscriptionsIn } from '../../statements/scope.ts'
import { execute } from '../../statements/steps.ts'
import type { DeliveryFilter, DeliveryStore } from '../../store.ts'
import { createListing, type Look } from './listing.ts'
import { isWanted, spanOf, type Wanted } from './look-back.ts'
import type { Reading } from './reader.ts'
import type { Searched } from './search.ts'
import { type Arrived, folded, type Texts } from './texts.ts'

const failed = ['failed', 'on-hold'] as const
const open = runStatuses.filter(is => isInProgress({ is }))

/** SQL condition: a delivery has a run in one of these statuses, or any run. */
const hasRun = (statuses?: readonly RunStatus['is'][]) =>
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

const listed = {
  table: deliveries,
  id: deliveries.id,
  uid: deliveries.uid,
  at: deliveries.receivedAt
}

/** Returns the range of the list; null where it is certainly empty. */
const lookOf = (reading: Tables, filter: DeliveryFilter): Look | null => {
  const { scope = {}, status, result, from, to, sought, canRunAgain, before, limit } = filter
  const keys = execute(subscriptionsIn(reading, scope))
  const owned = keys && [{ column: deliveries.subscription, keys }]
  const isFiltered = [status, result, from, to, sought, canRunAgain].some(part => part !== undefined)
  const span = spanOf(reading, listed, { owned, before, limit, isFiltered, since: from, until: to })
  if (span === null) return null
  const fits = and(
    status === undefined ? undefined : eq(deliveries.status, status),
    result === undefined ? undefined : resulted(result),
    from === undefined ? undefined : gte(deliveries.receivedAt, from),
    to === undefined ? undefined : lt(deliveries.receivedAt, to),
    canRunAgain === undefined ? undefined : and(eq(deliveries.status, 'done'), isKeptWhole, not(hasRun(open)))
  )
  return { span, owned, fits, isWhole: owned !== null && span.isLast }
}

type Row = ReturnType<typeof rowsOf>[number]

const rowsOf = (reading: Tables, { owned, fits }: Look, wanted: Wanted) =>
  selectDeliveries(reading)
    .where(and(isWanted(listed, owned, wanted), fits))
    .orderBy(desc(deliveries.id))
    .limit(wanted.most)
    .all()

type Test = (contentType: string, arrived: Arrived, text: () => string) => boolean

/**
 * Creates a test of stored requests. Words are found in any case; values only in JSON and in forms.
 */
const testOf = (sought: Sought): Test => {
  if ('path' in sought) {
    const finds = findsAt(sought)
    return (contentType, { body }) => finds(readBody(contentType, body).value)
  }
  const words = folded(sought.text)
  return (_, __, text) => text().includes(words)
}

/** Returns the searchable deliveries of a range. */
const searched = (look: Look, sought: Sought[], texts: Texts): Searched<Row, Delivery> => {
  const tests = sought.map(testOf)
  return {
    of: 'deliveries',
    rows: (reading, params) => rowsOf(reading, look, params),
    look: row => {
      const arrived = texts.arrived(row.id)
      if (arrived === null) return { bytes: 0, found: null }
      let folded: string | null = null
      const text = (): string => {
        folded ??= texts.ofArrived(arrived)
        return folded
      }
      const holds = tests.every(test => test(row.contentType, arrived, text))
      return { bytes: arrived.body.byteLength, found: holds ? deliveryOf(row) : null }
    }
  }
}

/**
 * Creates the list of deliveries. It is read by subscription, so that a quiet flow's deliveries are
 * found quickly among those of busy ones.
 */
export const createDeliveryList = (reading: Reading): DeliveryStore['list'] =>
  createListing<Sought, DeliveryFilter, Row, Delivery>(
    {
      lookOf,
      rowsOf,
      told: deliveryOf,
      searched,
      placeOf: (reading, rowid) =>
        reading
          .select({ id: deliveries.uid, at: deliveries.receivedAt })
          .from(deliveries)
          .where(eq(deliveries.id, rowid))
          .get()
    },
    reading
  )
