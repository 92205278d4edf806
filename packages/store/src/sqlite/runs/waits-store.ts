import { Fault, type Id, type Millis, type RunStatus } from '@hookwright/model'
import { and, eq } from 'drizzle-orm'
import type { AlertWriter } from '../../resources/alerts/write-alerts.ts'
import { flows, runs, waits } from '../../schema/schema.ts'
import { blobOfId, idOfBlob } from '../../schema/uid.ts'
import { selectWholeRuns, wholeRunOf } from '../../statements/run-row.ts'
import { execute } from '../../statements/steps.ts'
import type { WaitStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
import { createFollowLast } from '../deliveries/erase-delivery.ts'
import type { KnownRowids } from '../rows/known-rowids.ts'
import { createBringForward } from './bring-forward.ts'
import { createCountSuspended } from './count-suspended.ts'
import { createDue } from './due-runs.ts'
import { createWakeHeld } from './resume-on-hold.ts'
import type { JournalWriter } from './write-journal.ts'
import type { RunWriter } from './write-runs.ts'
import type { WaitWriter } from './write-waits.ts'

/**
 * Returns the status of a run that a person resumes. One that waits keeps the reason for its wait.
 */
const onceMore = (status: RunStatus, at: Millis): RunStatus => {
  if (status.is === 'waiting') return { ...status, until: at }
  const where = status.is === 'on-hold' ? (status.at ?? []) : []
  return { is: 'waiting', until: at, at: where, waitsFor: { is: 'asked' } }
}

export const createWaitStore = (
  file: SqliteFile,
  params: {
    rowids: KnownRowids
    writer: RunWriter
    journal: JournalWriter
    waiting: WaitWriter
    alerts: AlertWriter
  }
): WaitStore => {
  const { db, tables, group, read, write } = file
  const { rowids, writer, journal, waiting, alerts } = params
  const follow = createFollowLast(db)
  const wakeHeld = createWakeHeld(db)
  const bringForward = createBringForward(db)
  const countStart = db.prepare(
    'update waits set starts = starts + 1 where run = (select id from runs where uid = ?)'
  )
  const clearStarts = db.prepare(
    'update waits set starts = 0 where run = (select id from runs where uid = ?)'
  )

  const ofFlow = db
    .prepare<[{ flow: Buffer }], Buffer>(
      `select uid from runs where status in ('waiting', 'on-hold') and (flow in (select id from flows where uid = @flow) or
         subscription in (select s.id from subscriptions s join flows f on f.id = s.flow where f.uid = @flow))`
    )
    .pluck()

  /** Returns a run that waits or is on hold, to be changed. */
  const suspendedRun = (id: Id) => {
    const row = selectWholeRuns(tables).where(eq(runs.uid, id)).get()
    if (row === undefined) throw new Fault('run.gone')
    const { status } = wholeRunOf(row)
    if (status.is !== 'waiting' && status.is !== 'on-hold') throw new Fault('run.not-suspended')
    return { ...row, status, of: row.subscriptionId ?? row.flowId }
  }

  return {
    ...createDue(file),
    suspend: (run, { draws, wait, others = [], record, until, orderKey, woken = false, alert }) =>
      group.join(() => {
        const bound = writer.bind(run, record === null ? null : JSON.stringify(record))
        const entries = draws.map(({ key, result }) => ({ key, text: JSON.stringify(result) }))
        const steps = [...(wait === null ? [] : [wait]), ...others]
        const states = steps.map(({ key, result }) => ({ key, text: JSON.stringify(result) }))
        const { deliveryId } = run
        let told: Id | null = null
        return {
          bytes: [...entries, ...states].reduce((sum, { text }) => sum + text.length, bound.bytes),
          write: () => {
            const delivery = deliveryId === null ? null : rowids.delivery(deliveryId)
            if (woken) writer.assertWaits(run.id)
            writer.suspend(bound, delivery)
            if (delivery !== null) writer.setDone(delivery)
            for (const { key, text } of entries) journal.draw(run.id, key, text)
            for (const { key, text } of states) journal.record(run.id, key, true, text)
            if (until === null) waiting.forget(run.id)
            else waiting.put(run.id, { until, orderKey })
            told = alert === undefined ? null : execute(alerts.write(alert))
          },
          kept: note => {
            const of = run.subscriptionId ?? run.flowId
            if (deliveryId !== null) {
              rowids.settled(deliveryId)
              note('deliveries', deliveryId, of)
            }
            note('runs', run.id, of)
            if (told !== null) note('alerts', told)
          }
        }
      }),
    find: id =>
      read(() => {
        const row = selectWholeRuns(tables)
          .where(and(eq(runs.uid, id), eq(runs.status, 'waiting')))
          .get()
        return row === undefined ? null : { run: wholeRunOf(row), record: row.record }
      }),
    countStarts: ids =>
      write(() => {
        for (const id of ids) countStart.run(blobOfId(id))
      }),
    clearStarts: ids =>
      write(() => {
        for (const id of ids) clearStarts.run(blobOfId(id))
      }),
    wakeHeld: (at, from) =>
      write(note => {
        const { woken, next } = wakeHeld(at, from)
        for (const { uid, of } of woken) note('runs', idOfBlob(uid), idOfBlob(of))
        return next
      }),
    bringForward: (limits, from) =>
      write(note => {
        const { moved, next } = bringForward(limits, from)
        for (const { uid, of } of moved) note('runs', idOfBlob(uid), idOfBlob(of))
        return next
      }),
    goOn: (id, at) =>
      write(note => {
        const { status, of } = suspendedRun(id)
        const next = onceMore(status, at)
        tables
          .update(runs)
          .set({ status: next.is, detail: next, finishedAt: null })
          .where(eq(runs.uid, id))
          .run()
        waiting.move(id, at)
        note('runs', id, of)
      }),
    cancel: (end, then) =>
      write(note => {
        const { delivery, flowId, of } = suspendedRun(end.id)
        writer.finish(writer.bindEnd(end))
        journal.forget(end.id)
        const orderKey = waiting.forget(end.id)
        if (delivery !== null) follow(delivery, then)
        note('runs', end.id, of)
        return { flowId, orderKey }
      }),
    ofFlow: flowId => read(() => ofFlow.all({ flow: blobOfId(flowId) }).map(idOfBlob)),
    count: createCountSuspended(file),
    orders: () =>
      read(() =>
        tables
          .select({ flowId: flows.uid, orderKey: waits.orderKey })
          .from(waits)
          .innerJoin(flows, eq(waits.flow, flows.id))
          .all()
          .flatMap(({ flowId, orderKey }) => (orderKey === null ? [] : [{ flowId, orderKey }]))
      )
  }
}
