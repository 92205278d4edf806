import { Fault, hasEnded, type Id } from '@hookwright/model'
import type { Database } from 'better-sqlite3'
import { blobOfId, idOfBlob, writeId } from '../../schema/uid.ts'
import { detailOf } from '../../statements/run-row.ts'
import type { FinishedRun, RunRow } from '../../store.ts'
import type { RowidCaches } from '../rows/rowid-caches.ts'

/**
 * Run whose values are already converted to parameters of its statements. This happens before the
 * transaction.
 */
export interface BoundRun {
  values: (string | number | Buffer | null)[]
  bytes: number
}

/** Values of a first run, bound to its statements. */
export interface BoundFirst {
  run: RunRow
  flow: number
  subscription: number | null
  revision: number | null
  steps: string | null
  result: string | null
  bytes: number
}

/** Statements that write runs. All of them need a transaction. */
export interface RunWriter {
  /** Binds the values of a run. Throws `flow.gone`, `subscription.gone`. */
  bind: (run: RunRow, record: string | null) => BoundRun
  bindEnd: (run: FinishedRun) => BoundRun
  /** Inserts a run with a new id. */
  add: (run: BoundRun, delivery: number | null) => void
  /** Binds the values of a first run, most of whose columns are empty. Throws the same faults as `bind`. */
  bindFirst: (run: RunRow) => BoundFirst
  addFirst: (run: BoundFirst, delivery: number | null) => void
  /** Overwrites the begun run with the same id. */
  put: (run: BoundRun, delivery: number | null) => void
  /** Overwrites the begun run of the same id with its suspended state. The record of a child run is kept. */
  suspend: (run: BoundRun, delivery: number | null) => void
  /** Writes a run unless one with the same id exists. */
  begin: (run: BoundRun, delivery: number | null) => void
  /** Sets an accepted delivery to `done`, since its first run is stored. */
  setDone: (delivery: number) => void
  /** Checks that a resumed run is still waiting. Throws `run.gone`, `run.not-suspended`. */
  assertWaits: (run: Id) => void
  /** Stores the end of a begun or queued run. Returns its delivery and its owner. Throws `run.gone`. */
  finish: (end: BoundRun) => { delivery: number | null; of: Id }
}

const columns = `uid, kind, flow, subscription, record_index, revision, replay_of, replay, status, detail, started_at, finished_at, steps, result,
  record, delivery`

/** SQL for the uid of a run's subscription, or of its flow if it has no subscription. */
const belongsTo = `coalesce(
  (select s.uid from subscriptions s where s.id = subscription), (select f.uid from flows f where f.id = flow))`

const textOf = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))

export const createRunWriter = (db: Database, rowids: RowidCaches): RunWriter => {
  const insert = `insert into runs (${columns}) values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`
  const add = db.prepare(insert)
  const addFirst = db.prepare(
    `insert into runs (uid, kind, flow, subscription, revision, status, detail, started_at, finished_at, steps, result, delivery)
     values (?,?,?,?,?,?,?,?,?,?,?,?)`
  )
  // Bound values are copied, so one buffer serves all.
  const uid = Buffer.alloc(16)
  const put = db.prepare(
    `${insert}
     on conflict (uid) do update set status = excluded.status, detail = excluded.detail,
       finished_at = excluded.finished_at, steps = excluded.steps, result = excluded.result, record = excluded.record`
  )
  const suspend = db.prepare(
    `${insert}
     on conflict (uid) do update set status = excluded.status, detail = excluded.detail, started_at = excluded.started_at,
       finished_at = excluded.finished_at, steps = excluded.steps, result = excluded.result,
       record = coalesce(excluded.record, record)`
  )
  const begin = db.prepare(`${insert} on conflict (uid) do nothing`)
  const finish = db.prepare<(string | number | Buffer | null)[], { delivery: number | null; of: Buffer }>(
    `update runs set status = ?, detail = ?, started_at = coalesce(?, started_at), finished_at = ?, steps = ?, result = ?,
       record = case when ? then record end
     where uid = ? returning delivery, ${belongsTo} as "of"`
  )
  const statusOf = db.prepare<[Buffer], string>('select status from runs where uid = ?').pluck()
  const setDone = db.prepare(
    `update deliveries set status = 'done', starts = 0 where id = ? and status = 'accepted'`
  )
  return {
    bind: (run, record) => {
      const steps = textOf(run.steps)
      const result = textOf(run.result)
      return {
        values: [
          blobOfId(run.id),
          run.kind,
          rowids.flow(run.flowId),
          run.subscriptionId === null ? null : rowids.subscription(run.subscriptionId),
          run.recordIndex,
          run.revisionId === null ? null : rowids.revision(run.revisionId),
          run.replayOf === null ? null : blobOfId(run.replayOf),
          textOf(run.replay),
          run.status.is,
          detailOf(run.status),
          run.startedAt,
          run.finishedAt,
          steps,
          result,
          record
        ],
        bytes: 200 + (steps?.length ?? 0) + (result?.length ?? 0) + (record?.length ?? 0)
      }
    },
    add: (run, delivery) => add.run(...run.values, delivery),
    bindFirst: run => {
      const steps = textOf(run.steps)
      const result = textOf(run.result)
      return {
        run,
        flow: rowids.flow(run.flowId),
        subscription: run.subscriptionId === null ? null : rowids.subscription(run.subscriptionId),
        revision: run.revisionId === null ? null : rowids.revision(run.revisionId),
        steps,
        result,
        bytes: 200 + (steps?.length ?? 0) + (result?.length ?? 0)
      }
    },
    addFirst: ({ run, flow, subscription, revision, steps, result }, delivery) => {
      const { id, kind, status, startedAt, finishedAt } = run
      writeId(uid, id)
      addFirst.run(
        uid,
        kind,
        flow,
        subscription,
        revision,
        status.is,
        detailOf(status),
        startedAt,
        finishedAt,
        steps,
        result,
        delivery
      )
    },
    put: (run, delivery) => put.run(...run.values, delivery),
    suspend: (run, delivery) => suspend.run(...run.values, delivery),
    begin: (run, delivery) => begin.run(...run.values, delivery),
    bindEnd: run => {
      const steps = textOf(run.steps)
      const result = textOf(run.result)
      return {
        values: [
          run.status.is,
          detailOf(run.status),
          run.startedAt ?? null,
          run.finishedAt,
          steps,
          result,
          hasEnded(run.status) ? 0 : 1,
          blobOfId(run.id)
        ],
        bytes: 100 + (steps?.length ?? 0) + (result?.length ?? 0)
      }
    },
    setDone: delivery => setDone.run(delivery),
    assertWaits: run => {
      const status = statusOf.get(blobOfId(run))
      if (status === undefined) throw new Fault('run.gone')
      if (status !== 'waiting') throw new Fault('run.not-suspended')
    },
    finish: end => {
      const finished = finish.get(...end.values)
      if (finished === undefined) throw new Fault('run.gone')
      return { delivery: finished.delivery, of: idOfBlob(finished.of) }
    }
  }
}
