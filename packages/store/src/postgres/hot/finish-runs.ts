import { hasEnded, type Id } from '@hookwright/model'
import { and, eq, notInArray, sql } from 'drizzle-orm'
import { type EndOfDelivery, followLast } from '../../resources/deliveries/erase-delivery.ts'
import { forgetJournals } from '../../resources/runs/journal-rows.ts'
import { endRun, statusColumnsOf } from '../../resources/runs/run-rows.ts'
import { forgetWait } from '../../resources/runs/wait-rows.ts'
import { journal, runs } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { all, type Steps } from '../../statements/steps.ts'
import type { FinishedRun, RunStore } from '../../store.ts'
import type { WriteAll } from './hot-writes.ts'
import { lockDeliveriesOf } from './lock-runs.ts'

/** End of a begun or queued run. Its alert is written by a cold write. */
export interface EndedRun {
  run: FinishedRun
  params: Parameters<RunStore['finish']>[1]
}

/** True when an end may change its delivery or other runs of it. */
const concernsDelivery = ({ params: { erase, redacted, rest } }: EndedRun): boolean =>
  erase || redacted !== undefined || rest !== undefined

/**
 * Ends the queued runs of a delivery and returns their ids. Omits the named ones and those with a
 * journalled effect, which are in progress although queued in their rows.
 */
function* cancelRest(
  tables: Tables,
  delivery: number,
  { run: { finishedAt }, rest }: { run: FinishedRun; rest: NonNullable<EndedRun['params']['rest']> }
): Steps<Id[]> {
  const begun = tables.select({ run: journal.run }).from(journal).where(eq(journal.run, runs.uid))
  const cancelled = yield* all(
    tables
      .update(runs)
      .set({
        ...statusColumnsOf(rest.status),
        ...(finishedAt !== null && { startedAt: finishedAt }),
        finishedAt,
        record: null
      })
      .where(
        and(
          eq(runs.delivery, delivery),
          eq(runs.status, 'queued'),
          rest.but.length === 0 ? undefined : notInArray(runs.uid, rest.but),
          sql`not exists (${begun})`
        )
      )
      .returning({ id: runs.uid })
  )
  return cancelled.map(({ id }) => id)
}

/** Creates the end of begun and queued runs. */
export const createFinishAll = (tables: Tables): WriteAll<EndedRun, void> =>
  function* (ends, note) {
    // First of all, so that two ends of a delivery at the same time do not wait for each other.
    yield* lockDeliveriesOf(
      tables,
      ends.filter(concernsDelivery).map(({ run }) => run.id)
    )
    const followed: EndOfDelivery[] = []
    for (const { run, params } of ends) {
      const isWoken = params.woken === true
      const { delivery, of } = yield* endRun(tables, run, isWoken ? ['waiting'] : undefined)
      if (isWoken) yield* forgetWait(tables, run.id)
      note('runs', run.id, of)
      if (delivery === null) continue
      if (params.rest !== undefined) {
        const cancelled = yield* cancelRest(tables, delivery, { run, rest: params.rest })
        for (const id of cancelled) note('runs', id, of)
      }
      followed.push({ delivery, after: params })
    }
    yield* followLast(tables, followed)
    const over = ends.filter(({ run: { status } }) => hasEnded(status))
    yield* forgetJournals(
      tables,
      over.map(({ run }) => run.id)
    )
    return ends.map(() => undefined)
  }
