import type { NewAlert } from '@hookwright/model'
import type { AlertWriter } from '../../resources/alerts/write-alerts.ts'
import type { RunRow, RunStore, WaitStore } from '../../store.ts'
import type { PostgresDatabase } from '../postgres-database.ts'
import { createFinishAll } from './finish-runs.ts'
import type { WriteAll } from './hot-writes.ts'
import { type BareRun, type RunTexts, textOf } from './lock-runs.ts'
import type { RowidCaches } from './rowid-caches.ts'
import { createSpreadAll } from './spread-runs.ts'
import { createSuspendAll } from './suspend-runs.ts'
import { createWriteEffects } from './write-effects.ts'
import type { JournalEntry } from './write-journal.ts'

/** Splits a run into its row and its values as JSON texts. */
const separate = <Run extends Pick<RunRow, 'steps' | 'result'>>(
  { steps, result, ...run }: Run,
  record: unknown = null
): { run: Omit<Run, 'steps' | 'result'>; texts: RunTexts } => ({
  run,
  texts: { steps: textOf(steps), result: textOf(result), record: textOf(record) }
})

/** Returns a run without its trace and result, which effects do not write. */
const bareOf = ({ steps: _, result: __, ...run }: RunRow): BareRun => run

/** Approximate size of a row without its values, in bytes. */
const ROW = 200

const sizeOf = ({ steps, result, record }: RunTexts): number =>
  ROW + (steps?.length ?? 0) + (result?.length ?? 0) + (record?.length ?? 0)

const sizeOfEntries = (entries: readonly JournalEntry[]): number =>
  entries.reduce((sum, { key, result }) => sum + key.length + (result?.length ?? 0), 0)

const sum = (sizes: readonly number[]): number => sizes.reduce((all, size) => all + size, 0)

/**
 * Creates the writes of runs in progress, which share transactions with other hot path writes. A write with
 * an alert uses a separate transaction under the write lock, since the alert may be merged into an earlier
 * one.
 */
export const createHotRuns = (
  { tables, jobs, transactions: { query }, process, hot, write }: PostgresDatabase,
  known: RowidCaches,
  alerts: AlertWriter
): Pick<RunStore, 'spread' | 'finish' | 'intend' | 'record'> & Pick<WaitStore, 'suspend'> => {
  const writeEffects = hot.kind(createWriteEffects(query, { known, jobs, process }))
  const suspendAll = createSuspendAll(query, { known, jobs })
  const suspend = hot.kind(suspendAll)
  const spread = hot.kind(createSpreadAll(tables, query, { known, jobs }))
  const finishAll = createFinishAll(tables, query, jobs)
  const finish = hot.kind(finishAll)

  const withAlert = <Job>(writeAll: WriteAll<Job, void>, job: Job, alert: NewAlert): Promise<void> =>
    write(function* (note) {
      yield* writeAll([job], note)
      yield* alerts.raise(alert, note)
    })

  return {
    intend: (run, { key, safe, draws, claim }) => {
      const drawn = draws.map(draw => ({
        run: run.id,
        key: draw.key,
        safe: true,
        result: textOf(draw.result)
      }))
      const fresh = [...drawn, { run: run.id, key, safe, result: null }]
      const effect = { run: bareOf(run), fresh, results: [], begun: null, claim }
      return writeEffects(effect, ROW + sizeOfEntries(fresh))
    },
    record: (run, { key, safe, result, claim }, others) => {
      const results = [{ run: run.id, key, safe, result: textOf(result) }]
      const runs = (others?.runs ?? []).map(({ run: other, record, until }) => ({
        ...separate(other, record),
        wait: { id: other.id, until, orderKey: null }
      }))
      const begun = others === undefined || runs.length === 0 ? null : { runs, most: others.most }
      const size = ROW + sizeOfEntries(results) + sum(runs.map(({ texts }) => sizeOf(texts)))
      return writeEffects({ run: bareOf(run), fresh: [], results, begun, claim }, size)
    },
    suspend: (
      row,
      { draws, wait, others = [], record, until, orderKey, woken = false, alert, claim, now }
    ) => {
      const entryOf = ({ key, result }: (typeof draws)[number]): JournalEntry => ({
        ...{ run: row.id, key, safe: true },
        result: textOf(result)
      })
      const suspension = {
        ...separate(row, record),
        draws: draws.map(entryOf),
        states: [...(wait === null ? [] : [wait]), ...others].map(entryOf),
        wait: until === null ? null : { id: row.id, until, orderKey },
        ...{ woken, claim, now }
      }
      if (alert !== undefined) return withAlert(suspendAll, suspension, alert)
      const entries = [...suspension.draws, ...suspension.states]
      return suspend(suspension, sizeOf(suspension.texts) + sizeOfEntries(entries))
    },
    spread: (row, keyed, { begun, woken = false, claim, ...after }) => {
      const children = keyed.map(child => ({ child, texts: separate(child.run, child.record).texts }))
      const prologue = { ...separate(row), children, begun, woken, claim, after }
      const sizes = [prologue, ...children].map(({ texts }) => sizeOf(texts))
      return spread(prologue, sum(sizes))
    },
    finish: (row, { alert, rest, woken = false, claim, ...after }) => {
      const end = { ...separate(row), after, rest, woken, claim }
      return alert === undefined ? finish(end, sizeOf(end.texts)) : withAlert(finishAll, end, alert)
    }
  }
}
