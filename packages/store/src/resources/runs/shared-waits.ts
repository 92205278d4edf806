import { Fault, type Id, type Millis, type RunStatus } from '@hookwright/model'
import { and, eq, inArray, isNotNull, or, sql } from 'drizzle-orm'
import { flows, runs, subscriptions, waits } from '../../schema/schema.ts'
import { blobOfId } from '../../schema/uid.ts'
import type { Database } from '../../statements/database.ts'
import { prepareOnce } from '../../statements/prepare-once.ts'
import { selectWholeRuns, wholeRunOf } from '../../statements/run-row.ts'
import { all, get, run } from '../../statements/steps.ts'
import type { WaitStore } from '../../store.ts'
import { followLast } from '../deliveries/erase-delivery.ts'
import { createCountSuspended, isSuspended } from './count-suspended.ts'
import { createDue } from './due-runs.ts'
import { forgetJournals } from './journal-rows.ts'
import { createReplanning } from './replan-waits.ts'
import { endRun, lockDelivery } from './run-rows.ts'
import { forgetWait, moveWait } from './wait-rows.ts'

/** Returns the new status of a run that a person resumes. A waiting run keeps the reason for its wait. */
const onceMore = (status: RunStatus, at: Millis): RunStatus => {
  if (status.is === 'waiting') return { ...status, until: at }
  const where = status.is === 'on-hold' ? (status.at ?? []) : []
  return { is: 'waiting', until: at, at: where, waitsFor: { is: 'asked' } }
}

/** Methods of the wait store that both databases share. `suspend` is excluded because it is a hot write. */
export type SharedWaits = Omit<WaitStore, 'suspend'>

export const createSharedWaits = (database: Database): SharedWaits => {
  const { tables, read, write, forUpdate, jobs } = database
  const selectWaiting = prepareOnce(() =>
    selectWholeRuns(tables)
      .where(and(eq(runs.uid, sql.placeholder('uid')), eq(runs.status, 'waiting')))
      .prepare()
  )

  /** Returns a run that waits or is on hold, for a change. Throws `run.gone`, `run.not-suspended`. */
  function* suspendedRun(id: Id) {
    const row = yield* get(selectWholeRuns(tables).where(eq(runs.uid, id)))
    if (row === undefined) throw new Fault('run.gone')
    const { status } = wholeRunOf(row)
    if (status.is !== 'waiting' && status.is !== 'on-hold') throw new Fault('run.not-suspended')
    return { delivery: row.delivery, flowId: row.flowId, status, of: row.subscriptionId ?? row.flowId }
  }

  const rowidsOf = (ids: Id[]) => tables.select({ id: runs.id }).from(runs).where(inArray(runs.uid, ids))

  return {
    ...createDue(database),
    ...createReplanning(database),
    find: id =>
      read(function* () {
        const row = yield* get(selectWaiting(), { uid: blobOfId(id) })
        return row === undefined ? null : { run: wholeRunOf(row), record: row.record }
      }),
    countStarts: ids =>
      write(function* () {
        const starts = sql`${waits.starts} + 1`
        yield* run(
          tables
            .update(waits)
            .set({ starts })
            .where(inArray(waits.run, rowidsOf(ids)))
        )
      }),
    clearStarts: ids =>
      write(function* () {
        yield* run(
          tables
            .update(waits)
            .set({ starts: 0 })
            .where(inArray(waits.run, rowidsOf(ids)))
        )
      }),
    goOn: (id, at) =>
      write(function* (note) {
        const { status, of } = yield* suspendedRun(id)
        const next = onceMore(status, at)
        const resumed = yield* run(
          tables
            .update(runs)
            .set({ status: next.is, detail: next, finishedAt: null })
            .where(and(eq(runs.uid, id), isSuspended))
        )
        // Another process may have ended it meanwhile.
        if (resumed.changes === 0) throw new Fault('run.not-suspended')
        yield* moveWait(tables, id, at)
        yield* jobs.wake([{ id, delay: 0 }])
        note('runs', id, of)
      }),
    cancel: (end, then) =>
      write(function* (note) {
        const { delivery, flowId, of } = yield* suspendedRun(end.id)
        if (delivery !== null) yield* lockDelivery(tables, delivery, forUpdate)
        // What its order has kept waiting goes on.
        yield* jobs.wake([{ id: end.id, delay: 0 }])
        yield* endRun(tables, end, ['waiting', 'on-hold'])
        yield* forgetJournals(tables, [end.id])
        const orderKey = yield* forgetWait(tables, end.id)
        if (delivery !== null) yield* followLast(tables, [{ delivery, after: then }])
        note('runs', end.id, of)
        return { flowId, orderKey }
      }),
    ofFlow: flowId =>
      read(function* () {
        const flow = tables.select({ id: flows.id }).from(flows).where(eq(flows.uid, flowId))
        const ofFlow = tables
          .select({ id: subscriptions.id })
          .from(subscriptions)
          .innerJoin(flows, eq(flows.id, subscriptions.flow))
          .where(eq(flows.uid, flowId))
        const found = yield* all(
          tables
            .select({ id: runs.uid })
            .from(runs)
            .where(and(isSuspended, or(inArray(runs.flow, flow), inArray(runs.subscription, ofFlow))))
        )
        return found.map(({ id }) => id)
      }),
    count: createCountSuspended(database),
    orders: () =>
      read(function* () {
        const rows = yield* all(
          tables
            .select({ flowId: flows.uid, orderKey: waits.orderKey })
            .from(waits)
            .innerJoin(flows, eq(waits.flow, flows.id))
            .where(isNotNull(waits.orderKey))
        )
        return rows.flatMap(({ flowId, orderKey }) => (orderKey === null ? [] : [{ flowId, orderKey }]))
      })
  }
}
