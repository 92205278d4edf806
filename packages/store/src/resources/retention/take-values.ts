import type { RunStatus } from '@hookwright/model'
import { and, eq, inArray, isNotNull, or } from 'drizzle-orm'
import { deliveries, payloads, runs } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { all, run, type Steps } from '../../statements/steps.ts'

/** Deletes the payloads of deliveries but keeps the data shown in lists. Needs a transaction. */
export function* takePayloads(tables: Tables, of: number[]): Steps<void> {
  if (of.length === 0) return
  yield* run(tables.delete(payloads).where(inArray(payloads.delivery, of)))
  const isUnsettled = or(eq(deliveries.redactDue, true), isNotNull(deliveries.orderKey))
  yield* run(
    tables
      .update(deliveries)
      .set({ redactDue: false, orderKey: null })
      .where(and(inArray(deliveries.id, of), isUnsettled))
  )
}

/** Reduces the fault of a failed run to its code, since its message may quote values. */
const withoutDetails = (status: RunStatus): RunStatus => {
  if (status.is !== 'failed') return status
  const { code } = status.fault
  const message = `The run failed with ${code}; details of the fault are no longer stored.`
  return { ...status, fault: { code, message, details: {} } }
}

/** Deletes traces, results and fault messages of runs. Needs a transaction. */
export function* takeTraces(tables: Tables, of: number[]): Steps<void> {
  if (of.length === 0) return
  const isTaken = inArray(runs.id, of)
  yield* run(tables.update(runs).set({ steps: null, result: null }).where(isTaken))
  const failed = yield* all(
    tables
      .select({ id: runs.id, detail: runs.detail })
      .from(runs)
      .where(and(isTaken, eq(runs.status, 'failed'), isNotNull(runs.detail)))
  )
  for (const { id, detail } of failed) {
    if (detail === null) continue
    yield* run(
      tables
        .update(runs)
        .set({ detail: withoutDetails(detail) })
        .where(eq(runs.id, id))
    )
  }
}
