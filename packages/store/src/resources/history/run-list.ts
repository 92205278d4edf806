import type { Run } from '@hookwright/model'
import { and, eq, gte, lt, ne, sql } from 'drizzle-orm'
import { runs } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { blobOfId } from '../../schema/uid.ts'
import { runOf, selectRuns } from '../../statements/run-row.ts'
import { flowsIn, isCalled, isPoll, subscriptionsWith } from '../../statements/scope.ts'
import { all, get, type Steps } from '../../statements/steps.ts'
import type { RunFilter, RunStore } from '../../store.ts'
import type { HistoryReading, HistorySql } from './history-sql.ts'
import { createListing, type ScanRange } from './listing.ts'
import { type OwnerRows, type RowSelection, selectionCondition, spanOf } from './scan-conditions.ts'
import type { Searched, Texts } from './search.ts'
import { folded } from './searched-texts.ts'

const listed = { table: runs, id: runs.id, uid: runs.uid }

/** Returns the owners whose runs are listed: flows, flows that started runs without a delivery, and polls. */
function* ownedIn(reading: Tables, { scope = {}, deliveryId }: RunFilter): Steps<OwnerRows[] | null> {
  const keys = yield* flowsIn(reading, scope)
  if (keys === null) return null
  const own = { column: runs.flow, keys }
  if (deliveryId !== undefined) return [own]
  // Most flows have none of these, and are not to pay for further ways to look.
  const owned: OwnerRows[] = [own]
  for (const also of [isCalled, isPoll]) {
    const having = yield* subscriptionsWith(also, reading, scope)
    if (having.length > 0) owned.push({ column: runs.subscription, keys: having, also })
  }
  return owned
}

function* scanRangeOf(reading: Tables, dialect: HistorySql, filter: RunFilter): Steps<ScanRange | null> {
  const { deliveryId, status, from, to, sought, withoutPolls, before, limit } = filter
  const owned = yield* ownedIn(reading, filter)
  const isFiltered = [status, from, to, sought, withoutPolls].some(part => part !== undefined)
  const span = yield* spanOf(reading, dialect, listed, { owned, before, limit, isFiltered })
  if (span === null) return null
  const fits = and(
    deliveryId === undefined
      ? undefined
      : eq(runs.delivery, sql`(select id from deliveries where uid = ${blobOfId(deliveryId)})`),
    status === undefined ? undefined : eq(runs.status, status),
    withoutPolls === undefined ? undefined : ne(runs.kind, 'poll'),
    from === undefined ? undefined : gte(runs.startedAt, from),
    to === undefined ? undefined : lt(runs.startedAt, to)
  )
  // Those of one delivery are found by it, so that a look need not end early.
  if (deliveryId !== undefined)
    return { span: { ...span, from: null, isLast: true }, owned, fits, isWhole: true }
  return { span, owned, fits, isWhole: owned !== null && span.isLast }
}

type Row = Parameters<typeof runOf>[0]

function* rowsOf(
  reading: Tables,
  dialect: HistorySql,
  { owned, fits }: ScanRange,
  wanted: RowSelection
): Steps<Row[]> {
  const { where, newestFirst } = selectionCondition(dialect, listed, owned, wanted)
  const rows = selectRuns(reading).where(and(where, fits))
  return yield* all(rows.orderBy(newestFirst).limit(wanted.most))
}

/** Returns the searchable runs of a range. */
const searched = (
  dialect: HistorySql,
  look: ScanRange,
  sought: { text: string }[],
  { slice, ofRuns }: Texts
): Searched<Row, Run> => {
  const words = sought.map(({ text }) => folded(text))
  return {
    of: 'runs',
    slice,
    rows: (reading, wanted) => rowsOf(reading, dialect, look, wanted),
    look: function* (reading, rows, most) {
      const ids = rows.map(({ id }) => id)
      const { texts, bytes } = yield* ofRuns(reading, { ids, most, sought })
      const found = rows
        .slice(0, texts.length)
        .map((row, at) => (words.every(word => texts[at]?.includes(word)) ? runOf(row) : null))
      return { bytes, found }
    }
  }
}

/** Creates the list of runs, read by flow. */
export const createRunList = (history: HistoryReading): RunStore['list'] => {
  const { dialect } = history
  return createListing<{ text: string }, RunFilter, Row, Run>(
    {
      scanRangeOf: (reading, filter) => scanRangeOf(reading, dialect, filter),
      rowsOf: (reading, look, wanted) => rowsOf(reading, dialect, look, wanted),
      told: runOf,
      searched: (look, sought, texts) => searched(dialect, look, sought, texts),
      placeOf: (reading, rowid) =>
        get(reading.select({ id: runs.uid, at: runs.startedAt }).from(runs).where(eq(runs.id, rowid)))
    },
    history
  )
}
