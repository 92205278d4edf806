import type { Millis } from '@hookwright/model'
import { ownerOfRun } from '../../resources/runs/shared-runs.ts'
import type { JobWriter } from '../../statements/job-writer.ts'
import type { Steps } from '../../statements/steps.ts'
import type { WorkClaim } from '../../store.ts'
import type { WriteAll } from './hot-writes.ts'
import { insertAll, overwriting, type Query } from './insert-rows.ts'
import { type BareRun, lockRuns, type RunTexts, setDone } from './lock-runs.ts'
import { overwriteRuns, roundsOf } from './overwrite-runs.ts'
import type { RowidCaches } from './rowid-caches.ts'
import { type JournalEntry, keepNewEntries, keepResults } from './write-journal.ts'
import { forgetWaits, type NewWait, putWaits } from './write-waits.ts'

/** Run that waits or is on hold, with its state. */
export interface Suspension {
  run: BareRun
  texts: RunTexts
  draws: JournalEntry[]
  states: JournalEntry[]
  /** Due time and lock of the run; `null` for a run on hold. */
  wait: NewWait | null
  /** True for a resumed run. The write fails unless the run still waits. */
  woken: boolean
  claim: WorkClaim | undefined
  /** Clock of this process. The delay until the due time is measured from here. */
  now: Millis | undefined
}

/** `on conflict` clause that overwrites a started run with its suspended state, and keeps its record. */
const OVER_BEGUN = `${overwriting('uid', ['status', 'detail', 'started_at', 'finished_at', 'steps', 'result'])},
  record = coalesce(excluded.record, runs.record)`

/** Returns true if the claim is for the run itself, or for the delivery with the order that the run locks. */
const isItsOwn = ({ run, wait, claim }: Suspension): boolean =>
  claim !== undefined && (claim.id === run.id || (wait?.orderKey ?? null) !== null)

/**
 * Puts the job of each suspended run back until the run is due; ends the job of a run on hold. If the claim
 * is for another job, that claim continues and the run gets its own job.
 */
function* followClaims(jobs: JobWriter, suspensions: readonly Suspension[]): Steps<void> {
  const delayed = suspensions.flatMap(suspension => {
    const { wait, now } = suspension
    return wait === null ? [] : [{ ...suspension, delay: wait.until - (now ?? wait.until) }]
  })
  const onHold = suspensions.filter(one => one.wait === null && isItsOwn(one))
  yield* jobs.finish(onHold.flatMap(({ claim }) => claim ?? []))
  yield* jobs.putBack(
    delayed.filter(isItsOwn).flatMap(({ claim, delay }) => (claim === undefined ? [] : [{ claim, delay }]))
  )
  const others = delayed.filter(one => !isItsOwn(one))
  yield* jobs.wake(others.map(({ run, delay }) => ({ id: run.id, delay })))
  yield* jobs.hold(suspensions.flatMap(one => (isItsOwn(one) ? [] : (one.claim ?? []))))
}

/** Creates the function that suspends the runs of a transaction. */
export const createSuspendAll = (
  query: Query,
  { known, jobs }: { known: RowidCaches; jobs: JobWriter }
): WriteAll<Suspension, void> =>
  function* (suspensions, note) {
    const runs = suspensions.map(({ run }) => run)
    const { rowOf, deliveryOf } = yield* lockRuns(query, known, runs)
    // Those of resumed runs are not inserted, but must refer to what is there, too.
    const rows = suspensions.map(({ run, texts, woken }) => ({ id: run.id, woken, row: rowOf(run, texts) }))
    const woken = suspensions.filter(one => one.woken)
    yield* overwriteRuns(query, woken)
    const others = rows.filter(one => !one.woken)
    for (const round of roundsOf(others, ({ id }) => id)) {
      const inserted = round.map(({ row }) => row)
      yield* insertAll(query, 'runs', inserted, OVER_BEGUN)
    }
    const deliveries = runs.flatMap(({ deliveryId }) => (deliveryId === null ? [] : [deliveryOf(deliveryId)]))
    yield* setDone(query, deliveries)
    const draws = suspensions.flatMap(one => one.draws)
    yield* keepNewEntries(query, draws)
    const states = suspensions.flatMap(one => one.states)
    yield* keepResults(query, states)
    const onHold = suspensions.filter(({ wait }) => wait === null).map(({ run }) => run.id)
    yield* forgetWaits(query, onHold)
    const waits = new Map(suspensions.flatMap(({ wait }) => (wait === null ? [] : [[wait.id, wait]])))
    yield* putWaits(query, [...waits.values()])
    yield* followClaims(jobs, suspensions)
    for (const run of runs) {
      if (run.deliveryId !== null) note('deliveries', run.deliveryId, ownerOfRun(run))
      note('runs', run.id, ownerOfRun(run))
    }
    return suspensions.map(() => undefined)
  }
