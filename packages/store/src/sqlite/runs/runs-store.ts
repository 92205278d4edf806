import { hasEnded, type Id } from '@hookwright/model'
import type { AlertWriter } from '../../resources/alerts/write-alerts.ts'
import { createAdjacentRuns } from '../../resources/history/adjacent-runs.ts'
import { createSharedRuns, ownerOfRun } from '../../resources/runs/shared-runs.ts'
import type { Database } from '../../statements/database.ts'
import { execute } from '../../statements/steps.ts'
import type { RunRow, RunStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
import type { DedupStore } from '../deliveries/dedup-store.ts'
import { createFollowLast } from '../deliveries/erase-delivery.ts'
import type { RowidCaches } from '../rows/rowid-caches.ts'
import { createCancelRest } from './cancel-rest.ts'
import { createFinishFirst } from './finish-first.ts'
import { createSpread } from './spread-run.ts'
import type { CallWriter } from './write-calls.ts'
import type { JournalWriter } from './write-journal.ts'
import type { BoundRun, RunWriter } from './write-runs.ts'
import type { WaitWriter } from './write-waits.ts'

export const createRunStore = (
  file: SqliteFile,
  shared: Database,
  params: {
    rowids: RowidCaches
    writer: RunWriter
    journal: JournalWriter
    waiting: WaitWriter
    calls: CallWriter
    seen: DedupStore
    alerts: AlertWriter
  }
): RunStore => {
  const { rowids, writer, journal, waiting, calls, alerts } = params
  const { db, group } = file
  const follow = createFollowLast(db)
  const cancelRest = createCancelRest(db)
  /**
   * Binds the values of a run that an effect starts. An existing run is not overwritten, so that its trace is
   * kept.
   */
  const bindBegun = (run: RunRow): BoundRun => writer.bind({ ...run, steps: null, result: null }, null)
  return {
    ...createSharedRuns(shared),
    finishFirst: createFinishFirst(file, { ...params, follow }),
    spread: createSpread(file, { ...params, follow }),
    finish: (run, params) =>
      group.join(() => {
        const bound = writer.bindEnd(run)
        const ended = hasEnded(run.status)
        let of: Id | undefined
        let cancelled: Id[] = []
        let alert: Id | null = null
        return {
          bytes: bound.bytes,
          write: () => {
            if (params.woken === true) writer.assertWaits(run.id)
            const { delivery, of: owner } = writer.finish(bound)
            of = owner
            if (params.woken === true) waiting.forget(run.id)
            if (delivery !== null && params.rest)
              cancelled = cancelRest(delivery, params.rest, run.finishedAt)
            if (delivery !== null) follow(delivery, params)
            if (ended) journal.forget(run.id)
            alert = params.alert === undefined ? null : execute(alerts.write(params.alert))
          },
          kept: note => {
            for (const id of [run.id, ...cancelled]) note('runs', id, of)
            if (alert !== null) note('alerts', alert)
          }
        }
      }),
    list: file.history.listRuns,
    ofDeliveries: file.history.runsOfDeliveries,
    startOutputs: file.history.startOutputs,
    cardStatuses: file.history.cardStatuses,
    beside: createAdjacentRuns(shared),
    intend: (run, entry) =>
      group.join(() => {
        const bound = bindBegun(run)
        const draws = entry.draws.map(draw => ({ key: draw.key, result: JSON.stringify(draw.result) }))
        return {
          bytes: bound.bytes,
          write: () => {
            writer.begin(bound, run.deliveryId === null ? null : rowids.delivery(run.deliveryId))
            for (const draw of draws) journal.draw(run.id, draw.key, draw.result)
            journal.intend(run.id, entry.key, entry.safe)
          },
          kept: note => note('runs', run.id, ownerOfRun(run))
        }
      }),
    record: (run, entry, begun) =>
      group.join(() => {
        const bound = bindBegun(run)
        const result = JSON.stringify(entry.result)
        const others = (begun?.runs ?? []).map(({ run: other, record, until }) => ({
          id: other.id,
          until,
          bound: writer.bind(other, JSON.stringify(record))
        }))
        return {
          bytes: others.reduce((sum, other) => sum + other.bound.bytes, bound.bytes + result.length),
          write: () => {
            writer.begin(bound, run.deliveryId === null ? null : rowids.delivery(run.deliveryId))
            journal.record(run.id, entry.key, entry.safe, result)
            for (const other of others) {
              writer.add(other.bound, null)
              waiting.put(other.id, { until: other.until, orderKey: null })
              if (begun !== undefined) calls.put(run.id, other.id, begun.most)
            }
          },
          kept: note => {
            for (const { id } of [run, ...others]) note('runs', id, ownerOfRun(run))
          }
        }
      })
  }
}
