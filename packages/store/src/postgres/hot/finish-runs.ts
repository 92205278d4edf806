import { hasEnded, type Id } from '@hookwright/model'
import { type EndOfDelivery, followLast } from '../../resources/deliveries/erase-delivery.ts'
import type { Tables } from '../../schema/tables.ts'
import { blobOfId, idOfBlob } from '../../schema/uid.ts'
import type { JobWriter } from '../../statements/job-writer.ts'
import { detailOf } from '../../statements/run-row.ts'
import type { Steps } from '../../statements/steps.ts'
import type { RunStore } from '../../store.ts'
import type { WriteAll } from './hot-writes.ts'
import type { Query } from './insert-rows.ts'
import { lockDeliveriesOf } from './lock-runs.ts'
import { type NewState, overwriteRuns } from './overwrite-runs.ts'
import { forgetJournals } from './write-journal.ts'
import { forgetWaits } from './write-waits.ts'

type FinishParams = Parameters<RunStore['finish']>[1]

/** End of a run whose row already exists, since it was started or queued before. */
export interface EndedRun extends NewState {
  after: Pick<FinishParams, 'erase' | 'redacted'>
  rest: FinishParams['rest']
  claim: FinishParams['claim']
}

/** Returns true if the end of a run may change its delivery or other runs of the delivery. */
const concernsDelivery = ({ after: { erase, redacted }, rest }: EndedRun): boolean =>
  erase || redacted !== undefined || rest !== undefined

/**
 * Ends the queued runs of a delivery and returns their ids. Omits the runs in `rest.but`, and runs with a
 * journal entry, since they are already in progress.
 */
function* cancelRest(query: Query, delivery: number, { run, rest }: EndedRun): Steps<Id[]> {
  if (rest === undefined) return []
  const cancelled = yield* query<{ uid: Buffer }>(
    `update runs set status = $2, detail = $3, started_at = coalesce($4, started_at), finished_at = $4, record = null
     where delivery = $1 and status = 'queued' and uid <> all($5)
       and not exists (select 1 from journal j where j.run = runs.uid)
     returning uid`,
    [delivery, rest.status.is, detailOf(rest.status), run.finishedAt, rest.but.map(blobOfId)]
  )
  return cancelled.map(({ uid }) => idOfBlob(uid))
}

/**
 * Creates the function that finishes the started and queued runs of a transaction. It sends two statements,
 * plus further ones where journals or waits must be deleted, or values erased or redacted.
 */
export const createFinishAll = (tables: Tables, query: Query, jobs: JobWriter): WriteAll<EndedRun, void> =>
  function* (ends, note) {
    // First of all, so that two ends of a delivery at the same time do not wait for each other.
    const concerned = ends.filter(concernsDelivery).map(({ run }) => run.id)
    yield* lockDeliveriesOf(query, concerned)
    const overwritten = yield* overwriteRuns(query, ends)
    const woken = ends.filter(end => end.woken).map(({ run }) => run.id)
    yield* forgetWaits(query, woken)
    const ended: EndOfDelivery[] = []
    for (const end of ends) {
      const { delivery, of } = overwritten(end.run.id)
      note('runs', end.run.id, of)
      if (delivery === null) continue
      for (const id of yield* cancelRest(query, delivery, end)) note('runs', id, of)
      ended.push({ delivery, after: end.after })
    }
    yield* followLast(tables, ended)
    const over = ends.filter(({ run }) => hasEnded(run.status)).map(({ run }) => run.id)
    yield* forgetJournals(query, over)
    yield* jobs.hold(ends.flatMap(({ claim }) => claim ?? []))
    return ends.map(() => undefined)
  }
