import { and, eq, inArray, isNotNull, ne, or, sql } from 'drizzle-orm'
import { deliveries, flows, payloads, runs, subscriptions } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { openStatuses } from '../../statements/conditions.ts'
import { all, run, type Steps } from '../../statements/steps.ts'
import type { AfterLast, RedactedPayload } from '../../store.ts'

/**
 * Rowid of a delivery of which a run has ended. Also says which retention to apply if it was the last run.
 */
export interface EndOfDelivery {
  delivery: number
  after: Partial<AfterLast>
}

/** Returns the deliveries that have an open run. A run on hold is open. */
function* deliveriesWithOpenRuns(
  tables: Tables,
  among: readonly number[]
): Steps<ReadonlySet<number | null>> {
  if (among.length === 0) return new Set()
  const open = yield* all(
    tables
      .select({ delivery: runs.delivery })
      .from(runs)
      .where(and(inArray(runs.delivery, [...among]), sql`${runs.status} in ${sql.raw(openStatuses)}`))
  )
  return new Set(open.map(({ delivery }) => delivery))
}

/**
 * Replaces a request by its redacted form. Also removes the source of its order key, which may be a value.
 * Needs a transaction.
 */
export function* redactRequest(
  tables: Tables,
  delivery: number,
  { arrival, places }: RedactedPayload
): Steps<void> {
  if (arrival !== null) {
    const { query, headers, body } = arrival
    yield* run(
      tables
        .update(payloads)
        .set({ query, headers, body: Buffer.from(body), sealed: null })
        .where(eq(payloads.delivery, delivery))
    )
  }
  const found = places.length > 0 && { redacted: places, orderKey: null }
  yield* run(
    tables
      .update(deliveries)
      .set({ redactDue: false, ...found })
      .where(eq(deliveries.id, delivery))
  )
}

/**
 * Applies retention to the deliveries without open runs: deletes their payloads and the traces and results of
 * their runs, or replaces the request by its redacted form. Needs the transaction that ends the runs and has
 * locked the deliveries. The lock ensures that, of two last runs that end at the same time, one sees the end
 * of the other.
 */
export function* followLast(tables: Tables, ends: readonly EndOfDelivery[]): Steps<void> {
  const due = ends.filter(({ after }) => after.erase === true || after.redacted !== undefined)
  if (due.length === 0) return
  const open = yield* deliveriesWithOpenRuns(
    tables,
    due.map(({ delivery }) => delivery)
  )
  const last = due.filter(({ delivery }) => !open.has(delivery))
  for (const { delivery, after } of last) {
    if (after.redacted !== undefined) yield* redactRequest(tables, delivery, after.redacted)
  }
  const erased = last.flatMap(({ delivery, after }) => (after.erase === true ? [delivery] : []))
  if (erased.length === 0) return
  yield* run(tables.delete(payloads).where(inArray(payloads.delivery, erased)))
  const hasValues = or(isNotNull(runs.steps), isNotNull(runs.result))
  yield* run(
    tables
      .update(runs)
      .set({ steps: null, result: null })
      .where(and(inArray(runs.delivery, erased), hasValues))
  )
  yield* run(
    tables
      .update(deliveries)
      .set({ redactDue: false })
      .where(and(inArray(deliveries.id, erased), eq(deliveries.redactDue, true)))
  )
}

/** Deletes the payload of a delivery without a run, when its flow stores no data. Needs a transaction. */
export function* eraseUnrun(tables: Tables, delivery: number): Steps<void> {
  const unsaved = tables
    .select({ id: deliveries.id })
    .from(deliveries)
    .innerJoin(subscriptions, eq(subscriptions.id, deliveries.subscription))
    .innerJoin(flows, eq(flows.id, subscriptions.flow))
    .where(and(eq(deliveries.id, delivery), ne(deliveries.status, 'accepted'), eq(flows.saveAll, false)))
  yield* run(tables.delete(payloads).where(inArray(payloads.delivery, unsaved)))
}
