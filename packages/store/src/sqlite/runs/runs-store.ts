import { hasEnded, type Id, isInProgress, runStatuses } from '@hookwright/model'
import { and, eq, inArray } from 'drizzle-orm'
import type { AlertWriter } from '../../resources/alerts/write-alerts.ts'
import { deliveries, runs } from '../../schema/schema.ts'
import { blobOfId, idOfBlob } from '../../schema/uid.ts'
import { findRun } from '../../statements/run-row.ts'
import { execute } from '../../statements/steps.ts'
import type { RunRow, RunStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
import type { DedupStore } from '../deliveries/dedup-store.ts'
import { createFollowLast } from '../deliveries/erase-delivery.ts'
import type { KnownRowids } from '../rows/known-rowids.ts'
import { createAdjacentRuns } from './adjacent-runs.ts'
import { createCancelRest } from './cancel-rest.ts'
import { createChildCalls } from './child-calls.ts'
import { createEndInterrupted } from './end-interrupted.ts'
import { createFinishFirst } from './finish-first.ts'
import { createInterruptedReplays } from './interrupted-replays.ts'
import { createQueued, createSpreading } from './queued-runs.ts'
import type { SeriesWriter } from './replays-store.ts'
import { createSpread } from './spread-run.ts'
import type { CallWriter } from './write-calls.ts'
import type { JournalWriter } from './write-journal.ts'
import type { BoundRun, RunWriter } from './write-runs.ts'
import type { WaitWriter } from './write-waits.ts'

const underWay = runStatuses.filter(is => isInProgress({ is }))

/** Creates the check for a run of a delivery in progress. */
const createHasOpen =
  ({ list }: SqliteFile): RunStore['hasOpen'] =>
  deliveryId =>
    list(reading => {
      const found = reading
        .select({ id: runs.id })
        .from(runs)
        .innerJoin(deliveries, eq(runs.delivery, deliveries.id))
        .where(and(eq(deliveries.uid, deliveryId), inArray(runs.status, underWay)))
        .limit(1)
        .get()
      return found !== undefined
    })

/** Creates the search for the delivery from which a begun run originates. */
const createRootDeliveryOf = ({ db, read }: SqliteFile): RunStore['comesOf'] => {
  const find = db.prepare<[Buffer], { delivery: Buffer | null }>(
    `select d.uid as delivery from runs r join calls c on c.run = r.id
       left join runs root on root.id = c.root left join deliveries d on d.id = root.delivery
     where r.uid = ?`
  )
  return id =>
    read(() => {
      const found = find.get(blobOfId(id))
      if (found === undefined) return null
      return { deliveryId: found.delivery === null ? null : idOfBlob(found.delivery) }
    })
}

/** Owner of a run in change notifications. */
const ownerOf = ({ subscriptionId, flowId }: RunRow): Id => subscriptionId ?? flowId

export const createRunStore = (
  file: SqliteFile,
  params: {
    rowids: KnownRowids
    writer: RunWriter
    journal: JournalWriter
    waiting: WaitWriter
    calls: CallWriter
    seen: DedupStore
    alerts: AlertWriter
    series: SeriesWriter
  }
): RunStore => {
  const { rowids, writer, journal, waiting, calls, alerts } = params
  const { db, tables, group, write, read } = file
  const follow = createFollowLast(db)
  const cancelRest = createCancelRest(db)
  /** Inserts a run that an effect starts. An existing one stays unchanged, so that its trace is not overwritten. */
  const bindBegun = (run: RunRow): BoundRun => writer.bind({ ...run, steps: null, result: null }, null)
  return {
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
    begin: (run, series) =>
      write(note => {
        if (series !== undefined) params.series(series)
        const delivery = run.deliveryId === null ? null : rowids.delivery(run.deliveryId)
        writer.begin(writer.bind(run, null), delivery)
        note('runs', run.id, ownerOf(run))
      }),
    endInterrupted: createEndInterrupted(file, journal),
    interruptedReplays: createInterruptedReplays(file),
    queued: createQueued(file),
    spreading: createSpreading(file),
    find: id => read(() => execute(findRun(tables, id))),
    list: file.history.listRuns,
    ofDeliveries: file.history.runsOfDeliveries,
    startOutputs: file.history.startOutputs,
    hasOpen: createHasOpen(file),
    beside: createAdjacentRuns(file),
    journalOf: id => read(() => journal.of(id)),
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
          kept: note => note('runs', run.id, ownerOf(run))
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
            for (const { id } of [run, ...others]) note('runs', id, ownerOf(run))
          }
        }
      }),
    callsOf: createChildCalls(file),
    comesOf: createRootDeliveryOf(file)
  }
}
