import { Fault, hasEnded, type Id } from '@hookwright/model'
import { blobOfId, idOfBlob } from '../../schema/uid.ts'
import { detailOf } from '../../statements/run-row.ts'
import type { Steps } from '../../statements/steps.ts'
import type { FinishedRun } from '../../store.ts'
import type { Query } from './insert-rows.ts'
import type { RunTexts } from './lock-runs.ts'

/** New state of a run that has a row. */
export interface NewState {
  run: Omit<FinishedRun, 'steps' | 'result'>
  /** Trace, result and record. If the record is null, the stored record is kept until the run has ended. */
  texts: RunTexts
  /** True for a resumed run. The write fails unless the run still waits. */
  woken: boolean
}

/** Row that was overwritten. */
export interface Overwritten {
  delivery: number | null
  /** Id of the run's subscription, or of its flow if there is no subscription. */
  of: Id
}

const OVERWRITE = `
  update runs set status = new.status, detail = new.detail, started_at = coalesce(new.started_at, runs.started_at),
    finished_at = new.finished_at, steps = new.steps, result = new.result,
    record = case when not new.is_over then coalesce(new.record, runs.record) end
  from unnest($1::bytea[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::text[], $7::text[], $8::text[],
      $9::boolean[], $10::boolean[])
    as new (uid, status, detail, started_at, finished_at, steps, result, record, is_over, is_woken)
  where runs.uid = new.uid and (runs.status = 'waiting' or not new.is_woken)
  returning runs.uid, runs.delivery, coalesce(
    (select s.uid from subscriptions s where s.id = runs.subscription),
    (select f.uid from flows f where f.id = runs.flow)) as owner`

/**
 * Splits a list into consecutive lists without repeated ids. For example, “a, b, a” becomes “a, b” and “a”.
 */
export const roundsOf = <Item>(items: readonly Item[], idOf: (item: Item) => Id): Item[][] => {
  const rounds: Item[][] = []
  let round: Item[] = []
  let ids = new Set<Id>()
  for (const item of items) {
    const id = idOf(item)
    if (round.length === 0 || ids.has(id)) {
      round = []
      ids = new Set()
      rounds.push(round)
    }
    round.push(item)
    ids.add(id)
  }
  return rounds
}

/**
 * Overwrites existing rows of runs with new states. Returns the overwritten rows by run id.
 * @throws `run.gone`; `run.not-suspended` for a resumed run that no longer waits.
 */
export function* overwriteRuns(query: Query, states: readonly NewState[]): Steps<(id: Id) => Overwritten> {
  const overwritten = new Map<Id, Overwritten>()
  for (const round of roundsOf(states, ({ run }) => run.id)) {
    const rows = yield* query<{ uid: Buffer; delivery: number | null; owner: Buffer }>(OVERWRITE, [
      round.map(({ run }) => blobOfId(run.id)),
      round.map(({ run }) => run.status.is),
      round.map(({ run }) => detailOf(run.status)),
      round.map(({ run }) => run.startedAt ?? null),
      round.map(({ run }) => run.finishedAt),
      round.map(({ texts }) => texts.steps),
      round.map(({ texts }) => texts.result),
      round.map(({ texts }) => texts.record),
      round.map(({ run }) => hasEnded(run.status)),
      round.map(({ woken }) => woken)
    ])
    const ids = new Set<Id>()
    for (const { uid, delivery, owner } of rows) {
      const id = idOfBlob(uid)
      ids.add(id)
      overwritten.set(id, { delivery, of: idOfBlob(owner) })
    }
    const other = round.find(({ run }) => !ids.has(run.id))
    if (other === undefined) continue
    const found = yield* query('select 1 from runs where uid = $1', [blobOfId(other.run.id)])
    throw new Fault(found.length === 0 ? 'run.gone' : 'run.not-suspended')
  }
  return id => {
    const row = overwritten.get(id)
    if (row === undefined) throw new Fault('run.gone')
    return row
  }
}
