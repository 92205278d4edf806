import { Fault, type Id } from '@hookwright/model'
import { ownerOfRun } from '../../resources/runs/shared-runs.ts'
import { blobOfId } from '../../schema/uid.ts'
import type { JobWriter } from '../../statements/job-writer.ts'
import type { Steps } from '../../statements/steps.ts'
import type { MostCalls, WorkClaim } from '../../store.ts'
import { isInPlace } from '../processes.ts'
import { replacedFault } from '../transaction.ts'
import type { WriteAll } from './hot-writes.ts'
import { insertAll, type Query } from './insert-rows.ts'
import { type BareRun, lockRuns, type RunTexts } from './lock-runs.ts'
import type { RowidCaches } from './rowid-caches.ts'
import { type JournalEntry, keepNewEntries, keepResults } from './write-journal.ts'
import { type NewWait, putWaits } from './write-waits.ts'

/** Runs that an effect starts. They wait only until a slot is free. */
export interface BegunRuns {
  runs: { run: BareRun; texts: RunTexts; wait: NewWait }[]
  most: MostCalls
}

/** Effect to record, before or after it is sent. */
export interface Effect {
  run: BareRun
  /** Journal entries to insert unless they exist. */
  fresh: JournalEntry[]
  /** Journal entries to insert or overwrite. */
  results: JournalEntry[]
  begun: BegunRuns | null
  claim: WorkClaim | undefined
}

/**
 * Records that a run has started other runs. All of them already have rows. Throws `run.gone`,
 * `run.calls-too-deep`, `run.too-many-calls`.
 */
function* putCalls(query: Query, caller: Id, { runs, most }: BegunRuns): Steps<void> {
  const [found] = yield* query<{ id: number; root: number; depth: number; begun: number }>(
    `select r.id, coalesce(c.root, r.id) as root, coalesce(c.depth, 0) as depth,
       (select count(*) from calls o where o.root = coalesce(c.root, r.id)) as begun
     from runs r left join calls c on c.run = r.id where r.uid = $1`,
    [blobOfId(caller)]
  )
  if (found === undefined) throw new Fault('run.gone')
  const { id, root, depth, begun } = found
  if (depth >= most.depth) throw new Fault('run.calls-too-deep', { depth: most.depth })
  if (begun + runs.length > most.runs) throw new Fault('run.too-many-calls', { runs: most.runs })
  yield* query(
    `insert into calls (run, caller, root, depth)
       select id, $2::bigint, $3::bigint, $4::bigint from runs where uid = any($1)`,
    [runs.map(({ run }) => blobOfId(run.id)), id, root, depth + 1]
  )
}

/**
 * Refuses effects of runs without a claim, such as registrations, if another process has replaced this one
 * and may have sent them already. Also prevents a replacement until the end of the transaction. Throws
 * `storage.failed`.
 */
function* stayInPlace(query: Query, process: string): Steps<void> {
  const found = yield* query(`select 1 from processes where ${isInPlace('$1')} for key share`, [process])
  if (found.length === 0) throw replacedFault()
}

/**
 * Creates the function that writes effects to the journal. It also inserts missing rows of runs, without the
 * traces, which are large.
 */
export const createWriteEffects = (
  query: Query,
  { known, jobs, process }: { known: RowidCaches; jobs: JobWriter; process: string | null }
): WriteAll<Effect, void> =>
  function* (effects, note) {
    if (process !== null && effects.some(({ claim }) => claim === undefined))
      yield* stayInPlace(query, process)
    const others = effects.flatMap(({ begun }) => begun?.runs ?? [])
    const runs = [...effects, ...others].map(({ run }) => run)
    const { rowOf } = yield* lockRuns(query, known, runs)
    const rows = effects.map(({ run }) => rowOf(run))
    yield* insertAll(query, 'runs', rows, 'on conflict (uid) do nothing')
    const fresh = effects.flatMap(effect => effect.fresh)
    yield* keepNewEntries(query, fresh)
    const results = effects.flatMap(effect => effect.results)
    yield* keepResults(query, results)
    const otherRows = others.map(({ run, texts }) => rowOf(run, texts))
    yield* insertAll(query, 'runs', otherRows)
    const waits = others.map(({ wait }) => wait)
    yield* putWaits(query, waits)
    for (const { run, begun } of effects) if (begun !== null) yield* putCalls(query, run.id, begun)
    yield* jobs.wake(others.map(({ run }) => ({ id: run.id, delay: 0 })))
    yield* jobs.hold(effects.flatMap(({ claim }) => claim ?? []))
    for (const run of runs) note('runs', run.id, ownerOfRun(run))
    return effects.map(() => undefined)
  }
