import { Fault, type Id } from '@hookwright/model'
import type { Database } from 'better-sqlite3'
import type { FinishedRun, RunRow } from '../store.ts'
import type { KnownRowids } from './known-rowids.ts'
import { detailOf, hasEnded } from './run-row.ts'
import { blobOfId } from './uid.ts'

/** A run's values as its statements take them, made before the transaction. */
export interface BoundRun {
  values: (string | number | Buffer | null)[]
  bytes: number
}

/** The statements that write runs. All of them need a transaction around them. */
export interface RunWriter {
  /** Throws `flow.gone`, `subscription.gone`. */
  bind: (run: RunRow, record: string | null) => BoundRun
  /** Writes a run, over the one begun under the same id if there is one. */
  put: (run: BoundRun, delivery: number | null) => void
  /** Writes a run unless there is one under the same id. */
  begin: (run: BoundRun, delivery: number | null) => void
  /** Writes the end over a begun or queued run; says which delivery it is of. Throws `run.gone`. */
  finish: (run: FinishedRun) => { delivery: number | null }
  /** Throws `delivery.gone`. */
  deliveryRowid: (id: Id) => number
}

const columns = `uid, kind, flow, subscription, record_index, status, detail, started_at, finished_at, steps, result,
  record, delivery`

const textOf = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))

export const createRunWriter = (db: Database, rowids: KnownRowids): RunWriter => {
  const put = db.prepare(
    `insert into runs (${columns}) values (?,?,?,?,?,?,?,?,?,?,?,?,?)
     on conflict (uid) do update set status = excluded.status, detail = excluded.detail,
       finished_at = excluded.finished_at, steps = excluded.steps, result = excluded.result, record = excluded.record`
  )
  const begin = db.prepare(
    `insert into runs (${columns}) values (?,?,?,?,?,?,?,?,?,?,?,?,?) on conflict (uid) do nothing`
  )
  const finish = db
    .prepare<(string | number | Buffer | null)[], number | null>(
      `update runs set status = ?, detail = ?, finished_at = ?, steps = ?, result = ?,
         record = case when ? then record end
       where uid = ? returning delivery`
    )
    .pluck()
  const findDelivery = db.prepare<[Buffer], number>('select id from deliveries where uid = ?').pluck()
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
    put: (run, delivery) => put.run(...run.values, delivery),
    begin: (run, delivery) => begin.run(...run.values, delivery),
    finish: run => {
      const delivery = finish.get(
        run.status.is,
        detailOf(run.status),
        run.finishedAt,
        textOf(run.steps),
        textOf(run.result),
        hasEnded(run.status) ? 0 : 1,
        blobOfId(run.id)
      )
      if (delivery === undefined) throw new Fault('run.gone')
      return { delivery }
    },
    deliveryRowid: id => {
      const rowid = findDelivery.get(blobOfId(id))
      if (rowid === undefined) throw new Fault('delivery.gone')
      return rowid
    }
  }
}
