import type { Run } from '@hookwright/model'
import { and, desc, eq, gte, lt, ne, sql } from 'drizzle-orm'
import { runs } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { blobOfId } from '../../schema/uid.ts'
import { runOf, selectRuns } from '../../statements/run-row.ts'
import { flowsIn, isCalled, isPoll, subscriptionsWith } from '../../statements/scope.ts'
import { execute } from '../../statements/steps.ts'
import type { RunFilter, RunStore } from '../../store.ts'
import { createListing, type Look } from './listing.ts'
import { isWanted, type Owned, spanOf, type Wanted } from './look-back.ts'
import type { Reading } from './reader.ts'
import type { Searched } from './search.ts'
import { folded, type Texts } from './texts.ts'

const listed = { table: runs, id: runs.id, uid: runs.uid }

/**
 * Returns the owners of the listed runs: flows, flows that started runs without a delivery, and
 * polls.
 */
const ownedIn = (reading: Tables, { scope = {}, deliveryId }: RunFilter): Owned[] | null => {
  const keys = execute(flowsIn(reading, scope))
  if (keys === null) return null
  const own = { column: runs.flow, keys }
  if (deliveryId !== undefined) return [own]
  // Most flows have none of these, and are not to pay for further ways to look.
  const others = [isCalled, isPoll].flatMap((also): Owned[] => {
    const keys = execute(subscriptionsWith(also, reading, scope))
    return keys.length === 0 ? [] : [{ column: runs.subscription, keys, also }]
  })
  return [own, ...others]
}

const lookOf = (reading: Tables, filter: RunFilter): Look | null => {
  const { deliveryId, status, from, to, sought, withoutPolls, before, limit } = filter
  const owned = ownedIn(reading, filter)
  const isFiltered = [status, from, to, sought, withoutPolls].some(part => part !== undefined)
  const span = spanOf(reading, listed, { owned, before, limit, isFiltered })
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

type Row = ReturnType<typeof rowsOf>[number]

const rowsOf = (reading: Tables, { owned, fits }: Look, wanted: Wanted) =>
  selectRuns(reading)
    .where(and(isWanted(listed, owned, wanted), fits))
    .orderBy(desc(runs.id))
    .limit(wanted.most)
    .all()

/** Returns the searchable runs of a range. */
const searched = (look: Look, sought: { text: string }[], texts: Texts): Searched<Row, Run> => {
  const words = sought.map(({ text }) => folded(text))
  return {
    of: 'runs',
    rows: (reading, params) => rowsOf(reading, look, params),
    look: row => {
      const text = texts.ofRun(row.id)
      return { bytes: text.length, found: words.every(word => text.includes(word)) ? runOf(row) : null }
    }
  }
}

/** Creates the list of runs, read by flow. */
export const createRunList = (reading: Reading): RunStore['list'] =>
  createListing<{ text: string }, RunFilter, Row, Run>(
    {
      lookOf,
      rowsOf,
      told: runOf,
      searched,
      placeOf: (reading, rowid) =>
        reading.select({ id: runs.uid, at: runs.startedAt }).from(runs).where(eq(runs.id, rowid)).get()
    },
    reading
  )
