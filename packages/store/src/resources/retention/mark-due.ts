import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { deliveries } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { hasRedactionRule, hasRule } from '../../statements/conditions.ts'
import type { Database } from '../../statements/database.ts'
import { all, rawRows, type Steps } from '../../statements/steps.ts'
import type { KeepingStore } from '../../store.ts'
import type { RetentionSql } from './open-deliveries.ts'

const parts = ['accepted', 'open', 'aside'] as const

/**
 * Start of a batch: the part, the rowid to continue after, and the subscription if the part is read by
 * subscription.
 */
interface Place {
  part: (typeof parts)[number]
  subscription: number
  behind: number
}

/**
 * Rowid of an open delivery or run. `delivery` is the delivery to mark for redaction; null if none must be
 * marked.
 */
interface Open {
  at: number
  delivery: number | null
}

/** Number of rows per query, and the numbers of rows that one batch checks and marks. */
const CHUNK = 200
const PIECE = { looked: 2_000, marked: 200 }

const start: Place = { part: 'accepted', subscription: 0, behind: 0 }

const readPlace = (after: string | null): Place => {
  const [name, subscription, behind] = after?.split(':') ?? []
  const part = parts.find(candidate => candidate === name)
  return part === undefined ? start : { part, subscription: Number(subscription), behind: Number(behind) }
}

const writePlace = ({ part, subscription, behind }: Place): string => `${part}:${subscription}:${behind}`

const toMark = sql`case when d.redact_due = 0 and d.redacted is null and ${sql.raw(hasRedactionRule)} then d.id end as delivery`

const withFlow = sql`left join subscriptions s on s.id = d.subscription left join flows f on f.id = s.flow`

const isAside = sql`status in ('waiting', 'on-hold')`

/** Returns the SQL for open runs after a rowid. `hint` names the index to use. */
const openRuns = (hint: SQL, which: SQL, behind: number): SQL => sql`
  select r.id as at, ${toMark} from runs r ${hint} left join deliveries d on d.id = r.delivery ${withFlow}
  where ${which} and r.id > ${behind} order by r.id limit ${CHUNK}`

/** Returns the query of open deliveries or runs from a position on. */
const openAt = ({ part, subscription, behind }: Place, indexedBy: RetentionSql['indexedBy']): SQL => {
  switch (part) {
    case 'accepted':
      return sql`select d.id as at, ${toMark} from deliveries d ${indexedBy('deliveries_accepted')} ${withFlow}
        where d.status = 'accepted' and d.id > ${behind} order by d.id limit ${CHUNK}`
    case 'open':
      return openRuns(indexedBy('runs_open'), sql`r.status in ('queued', 'running')`, behind)
    case 'aside':
      return openRuns(
        indexedBy('runs_set_aside_for'),
        sql`r.${isAside} and r.subscription = ${subscription}`,
        behind
      )
  }
}

/** Marks the deliveries that are not marked yet, and returns their rowids. */
function* mark(tables: Tables, ids: number[]): Steps<number[]> {
  if (ids.length === 0) return []
  const isUnmarked = and(inArray(deliveries.id, ids), eq(deliveries.redactDue, false))
  const marked = yield* all(
    tables.update(deliveries).set({ redactDue: true }).where(isUnmarked).returning({ id: deliveries.id })
  )
  return marked.map(({ id }) => id)
}

/**
 * Creates the store method that marks open deliveries for redaction: first those that wait for their first
 * run, then those with begun runs, then, by subscription, those with runs that wait or are on hold. Each part
 * uses a partial index, so that the cost depends on the open rows.
 */
export const createMarkDue = (
  { tables, read, write }: Database,
  { indexedBy, noteDeliveries }: RetentionSql
): KeepingStore['markDue'] => {
  function* nextSubscription(after: number): Steps<number | null> {
    const [found] = yield* rawRows<{ next: number | null }>(
      tables,
      sql`select min(subscription) as next from runs ${indexedBy('runs_set_aside_for')}
        where ${isAside} and subscription > ${after}`
    )
    return found?.next ?? null
  }

  /** Returns the position after the given rows; null at the end. */
  function* placeBehind(place: Place, rows: Open[]): Steps<Place | null> {
    const last = rows.at(-1)
    if (rows.length === CHUNK && last !== undefined) return { ...place, behind: last.at }
    if (place.part === 'accepted') return { ...start, part: 'open' }
    const subscription = yield* nextSubscription(place.part === 'open' ? 0 : place.subscription)
    return subscription === null ? null : { part: 'aside', subscription, behind: 0 }
  }

  function* hasRules(): Steps<boolean> {
    const asked = sql`select case when ${sql.raw(hasRule)} then 1 else 0 end as has`
    const [found] = yield* rawRows<{ has: number }>(tables, asked)
    return found?.has === 1
  }

  return async after => {
    if (!(await read(hasRules))) return { done: 0, next: null }
    return write(function* () {
      let place: Place | null = readPlace(after)
      let looked = 0
      let done = 0
      while (place !== null && looked < PIECE.looked && done < PIECE.marked) {
        const rows: Open[] = yield* rawRows<Open>(tables, openAt(place, indexedBy))
        const due = rows.flatMap(({ delivery }) => (delivery === null ? [] : [delivery]))
        const marked = yield* mark(tables, [...new Set(due)])
        // What is due when it arrives is in no index that would have to be told; this may be.
        yield* noteDeliveries(tables, marked)
        done += marked.length
        looked += rows.length + 1
        place = yield* placeBehind(place, rows)
      }
      return { done, next: place && writePlace(place) }
    })
  }
}
