import type { NewAlert } from '@hookwright/model'
import type { AlertWriter } from '../../resources/alerts/write-alerts.ts'
import type { RunRow, RunStore, WaitStore } from '../../store.ts'
import type { PostgresDatabase } from '../postgres-database.ts'
import { createFinishAll } from './finish-runs.ts'
import type { WriteAll } from './hot-writes.ts'
import type { KnownRows } from './known-rows.ts'
import { createSpreadAll } from './spread-runs.ts'
import { createSuspendAll } from './suspend-runs.ts'
import { createWriteEffects } from './write-effects.ts'

/** Approximate size of a row and of a JSON value in it, in bytes. Exact ones would be written out twice. */
const ROW = 200
const VALUE = 300

const bytesOf = ({ steps, result }: Pick<RunRow, 'steps' | 'result'>): number =>
  ROW + VALUE * (steps?.length ?? 0) + (result === null ? 0 : VALUE)

/**
 * Creates the writes of runs that go on, in the transactions that all events of a moment share. One
 * with an alert, which is folded into the last one, takes the lock of all writes that check first.
 */
export const createHotRuns = (
  { tables, hot, write }: PostgresDatabase,
  known: KnownRows,
  alerts: AlertWriter
): Pick<RunStore, 'spread' | 'finish' | 'intend' | 'record'> & Pick<WaitStore, 'suspend'> => {
  const writeEffects = hot.kind(createWriteEffects(tables, known))
  const suspendAll = createSuspendAll(tables, known)
  const suspend = hot.kind(suspendAll)
  const spread = hot.kind(createSpreadAll(tables, known))
  const finishAll = createFinishAll(tables)
  const finish = hot.kind(finishAll)

  const withAlert = <Job>(writeAll: WriteAll<Job, void>, job: Job, alert: NewAlert): Promise<void> =>
    write(function* (note) {
      yield* writeAll([job], note)
      yield* alerts.raise(alert, note)
    })

  return {
    intend: (run, { key, safe, draws }) =>
      writeEffects({ run, key, safe, draws }, ROW + VALUE * (1 + draws.length)),
    record: (run, { key, safe, result }, begun) =>
      writeEffects(
        { run, key, safe, draws: [], result, ...(begun !== undefined && { begun }) },
        (ROW + VALUE) * (1 + (begun?.runs.length ?? 0))
      ),
    suspend: (run, { alert, ...kept }) => {
      const suspension = { run, kept }
      if (alert !== undefined) return withAlert(suspendAll, suspension, alert)
      return suspend(suspension, bytesOf(run) + VALUE * (1 + kept.draws.length))
    },
    spread: (run, children, { begun, woken = false, ...after }) =>
      spread({ run, children, begun, woken, after }, bytesOf(run) + (ROW + VALUE) * children.length),
    finish: (run, { alert, ...params }) => {
      const end = { run, params }
      return alert === undefined ? finish(end, bytesOf(run)) : withAlert(finishAll, end, alert)
    }
  }
}
