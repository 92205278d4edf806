import { and, desc, eq, lt, sql } from 'drizzle-orm'
import type { RunStore } from '../store.ts'
import { createEndInterrupted } from './end-interrupted.ts'
import { createEraseDelivery } from './erase-delivery.ts'
import { createFinishFirst } from './finish-first.ts'
import type { KnownRowids } from './known-rowids.ts'
import { createQueued, createSpreading } from './queued-runs.ts'
import { hasEnded, runOf, selectRuns, selectWholeRuns, wholeRunOf } from './run-row.ts'
import { runs } from './schema.ts'
import type { SqliteFile } from './sqlite-file.ts'
import { blobOfId } from './uid.ts'
import type { JournalWriter } from './write-journal.ts'
import type { RunWriter } from './write-runs.ts'

export const createRunStore = (
  file: SqliteFile,
  rowids: KnownRowids,
  writer: RunWriter,
  journal: JournalWriter
): RunStore => {
  const { db, tables, group, write, read, list } = file
  const erase = createEraseDelivery(db)
  return {
    finishFirst: createFinishFirst(file, rowids, writer, journal, erase),
    spread: (run, children, given) =>
      group.join(() => {
        const bound = writer.bind(run, null)
        const queued = children.map(child => writer.bind(child.run, JSON.stringify(child.record)))
        const { deliveryId } = run
        return {
          bytes: queued.reduce((sum, child) => sum + child.bytes, bound.bytes),
          write: () => {
            const delivery = deliveryId === null ? null : rowids.delivery(deliveryId)
            if (given.begun) writer.put(bound, delivery)
            else writer.add(bound, delivery)
            for (const child of queued) writer.add(child, delivery)
            if (delivery !== null) writer.setDone(delivery)
            if (given.begun) journal.forget(run.id)
          },
          kept: note => {
            note('runs', run.id)
            for (const child of children) note('runs', child.run.id)
            if (deliveryId === null) return
            rowids.settled(deliveryId)
            note('deliveries', deliveryId)
          }
        }
      }),
    finish: (run, given) =>
      group.join(() => {
        const bound = writer.bindEnd(run)
        const ended = hasEnded(run.status)
        return {
          bytes: bound.bytes,
          write: () => {
            const { delivery } = writer.finish(bound)
            if (delivery !== null && given.erase) erase(delivery)
            if (ended) journal.forget(run.id)
          },
          kept: note => {
            note('runs', run.id)
          }
        }
      }),
    begin: run =>
      write(note => {
        const delivery = run.deliveryId === null ? null : rowids.delivery(run.deliveryId)
        writer.begin(writer.bind(run, null), delivery)
        note('runs', run.id)
      }),
    endInterrupted: createEndInterrupted(file, journal),
    queued: createQueued(file),
    spreading: createSpreading(file),
    find: id =>
      read(() => {
        const row = selectWholeRuns(tables).where(eq(runs.uid, id)).get()
        return row === undefined ? null : wholeRunOf(row)
      }),
    list: ({ flowId, deliveryId, before, limit }) =>
      list(reading =>
        selectRuns(reading)
          .where(
            and(
              before === undefined
                ? undefined
                : lt(runs.id, sql`(select id from runs where uid = ${blobOfId(before)})`),
              flowId === undefined
                ? undefined
                : eq(runs.flow, sql`(select id from flows where uid = ${blobOfId(flowId)})`),
              deliveryId === undefined
                ? undefined
                : eq(runs.delivery, sql`(select id from deliveries where uid = ${blobOfId(deliveryId)})`)
            )
          )
          .orderBy(desc(runs.id))
          .limit(limit)
          .all()
          .map(runOf)
      ),
    journalOf: id => read(() => journal.of(id)),
    intend: (run, entry) =>
      group.join(() => {
        const bound = writer.bind(run, null)
        const draws = entry.draws.map(draw => ({ key: draw.key, result: JSON.stringify(draw.result) }))
        return {
          bytes: bound.bytes,
          write: () => {
            writer.begin(bound, run.deliveryId === null ? null : rowids.delivery(run.deliveryId))
            for (const draw of draws) journal.draw(run.id, draw.key, draw.result)
            journal.intend(run.id, entry.key, entry.safe)
          },
          kept: note => note('runs', run.id)
        }
      }),
    record: (run, entry) =>
      group.join(() => {
        const bound = writer.bind(run, null)
        const result = JSON.stringify(entry.result)
        return {
          bytes: bound.bytes + result.length,
          write: () => {
            writer.begin(bound, run.deliveryId === null ? null : rowids.delivery(run.deliveryId))
            journal.record(run.id, entry.key, entry.safe, result)
          },
          kept: note => note('runs', run.id)
        }
      })
  }
}
