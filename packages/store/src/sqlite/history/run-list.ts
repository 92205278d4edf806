import type { Run } from '@hookwright/model'
import { and, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm'
import type { Page, RunFilter, RunStore } from '../../store.ts'
import { runOf, selectRuns } from '../run-row.ts'
import { runs } from '../schema.ts'
import { callersIn, flowsIn, isCalled } from '../scope.ts'
import type { Tables } from '../sqlite-file.ts'
import { blobOfId } from '../uid.ts'
import { isWanted, type Owned, type Span, spanOf, type Wanted } from './look-back.ts'
import type { Reading } from './reading.ts'
import { createSearch, type Searched } from './search.ts'
import { sieveOf } from './sieve.ts'
import { folded, type Texts } from './texts.ts'

const listed = { table: runs, id: runs.id, uid: runs.uid }

/** The runs that one look goes over, and which of them fit as far as their rows say. */
interface Look {
  span: Span
  owned: Owned[] | null
  fits: SQL | undefined
  /** Whether those of a few flows are gone over to their end, so that no index finds them sooner. */
  isWhole: boolean
}

/** Whose runs are listed: those of flows, and those that these have begun, which are of no delivery. */
const ownedIn = (reading: Tables, { scope = {}, deliveryId }: RunFilter): Owned[] | null => {
  const keys = flowsIn(reading, scope)
  if (keys === null) return null
  const own = { column: runs.flow, keys }
  if (deliveryId !== undefined) return [own]
  const callers = callersIn(reading, scope)
  // Most flows begin none, and are not to pay for a second way to look.
  return callers.length === 0 ? [own] : [own, { column: runs.subscription, keys: callers, also: isCalled }]
}

const lookOf = (reading: Tables, filter: RunFilter): Look | null => {
  const { deliveryId, status, from, to, sought, before, limit } = filter
  const owned = ownedIn(reading, filter)
  const isFiltered = [status, from, to, sought].some(part => part !== undefined)
  const span = spanOf(reading, listed, { owned, before, limit, isFiltered })
  if (span === null) return null
  const fits = and(
    deliveryId === undefined
      ? undefined
      : eq(runs.delivery, sql`(select id from deliveries where uid = ${blobOfId(deliveryId)})`),
    status === undefined ? undefined : eq(runs.status, status),
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

/** The runs of a look, as a search for words goes through them. */
const searched = (look: Look, sought: { text: string }[], texts: Texts): Searched<Row, Run> => {
  const words = sought.map(({ text }) => folded(text))
  return {
    of: 'runs',
    rows: (reading, given) => rowsOf(reading, look, given),
    look: row => {
      const text = texts.ofRun(row.id)
      return { bytes: text.length, found: words.every(word => text.includes(word)) ? runOf(row) : null }
    }
  }
}

const nothing: Page<Run> = { rows: [], next: null, lookedBackTo: null }

/** A part of the list, which may be whole, full, or as far as a look came that ended early at a rowid. */
const pageOf = (reading: Tables, rows: Run[], limit: number, end: number | null): Page<Run> => {
  const last = rows.at(-1)
  if (rows.length === limit && last !== undefined) return { rows, next: last.id, lookedBackTo: null }
  if (end === null) return { ...nothing, rows }
  const at = reading.select({ id: runs.uid, at: runs.startedAt }).from(runs).where(eq(runs.id, end)).get()
  return { rows, next: at?.id ?? null, lookedBackTo: at?.at ?? null }
}

/** Lists runs by way of their flows. */
export const createRunList = ({ list, index, texts }: Reading): RunStore['list'] => {
  const search = createSearch(list, index)
  return async filter => {
    const { sought, limit } = filter
    const look = await list(reading => lookOf(reading, filter))
    if (look === null) return nothing
    const { span, isWhole } = look
    if (sought !== undefined) {
      const sieve = isWhole ? null : sieveOf(sought)
      const { rows, end } = await search(searched(look, sought, texts()), { span, sieve, limit })
      return list(reading => pageOf(reading, rows, limit, end))
    }
    return list(reading => {
      const { before, from } = span
      const rows = rowsOf(reading, look, { before, from, ids: null, most: limit }).map(runOf)
      return pageOf(reading, rows, limit, span.isLast ? null : from)
    })
  }
}
