import { Fault, type Id, type Json } from '@hookwright/model'
import { eq, sql } from 'drizzle-orm'
import { type JournalRow, keepNewEntries, keepResults } from '../../resources/runs/journal-rows.ts'
import { addRuns, beginRuns } from '../../resources/runs/run-rows.ts'
import { ownerOfRun } from '../../resources/runs/shared-runs.ts'
import { calls, runs } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { blobOfId } from '../../schema/uid.ts'
import { get, rawRun, type Steps } from '../../statements/steps.ts'
import type { BegunRunRow, MostCalls, RunRow } from '../../store.ts'
import type { WriteAll } from './hot-writes.ts'
import type { KnownRows } from './known-rows.ts'
import { type LockedRuns, lockRuns } from './lock-runs.ts'

/** Runs that an effect begins. */
export interface BegunRuns {
  runs: BegunRunRow[]
  most: MostCalls
}

/** Effect that is about to be sent, or has ended when it has a result. */
export interface Effect {
  run: RunRow
  key: string
  safe: boolean
  draws: { key: string; result: Json }[]
  result?: Json
  begun?: BegunRuns
}

/** Makes runs due that have just been written. */
function* putWaits(tables: Tables, begun: readonly BegunRunRow[]): Steps<void> {
  const due = begun.map(
    ({ run, until }) => sql`(cast(${blobOfId(run.id)} as bytea), cast(${until} as bigint))`
  )
  yield* rawRun(
    tables,
    sql`insert into waits (run, until, subscription, flow)
      select r.id, due.until, r.subscription, r.flow
      from (values ${sql.join(due, sql`, `)}) as due (uid, until) join runs r on r.uid = due.uid`
  )
}

/**
 * Records which run has begun the others. All of them have rows. Throws `run.gone`,
 * `run.calls-too-deep`, `run.too-many-calls`.
 */
function* putCalls(tables: Tables, caller: Id, { runs: begun, most }: BegunRuns): Steps<void> {
  const found = yield* get(
    tables
      .select({ id: runs.id, root: calls.root, depth: calls.depth })
      .from(runs)
      .leftJoin(calls, eq(calls.run, runs.id))
      .where(eq(runs.uid, caller))
  )
  if (found === undefined) throw new Fault('run.gone')
  const { id, root, depth } = { id: found.id, root: found.root ?? found.id, depth: found.depth ?? 0 }
  if (depth >= most.depth) throw new Fault('run.calls-too-deep', { depth: most.depth })
  const counted = yield* get(
    tables.select({ count: sql<number>`count(*)` }).from(calls).where(eq(calls.root, root))
  )
  if ((counted?.count ?? 0) + begun.length > most.runs) {
    throw new Fault('run.too-many-calls', { runs: most.runs })
  }
  const uids = begun.map(({ run }) => sql`${blobOfId(run.id)}`)
  yield* rawRun(
    tables,
    sql`insert into calls (run, caller, root, depth)
      select id, cast(${id} as bigint), cast(${root} as bigint), cast(${depth + 1} as bigint)
      from runs where uid in (${sql.join(uids, sql`, `)})`
  )
}

/** Writes the runs that an effect begins. They wait only for a slot. */
function* beginOthers(
  tables: Tables,
  columnsOf: LockedRuns['columnsOf'],
  { run, begun }: { run: RunRow; begun: BegunRuns }
): Steps<void> {
  yield* addRuns(
    tables,
    begun.runs.map(other => columnsOf(other.run, other.record))
  )
  yield* putWaits(tables, begun.runs)
  yield* putCalls(tables, run.id, begun)
}

/** Returns the rows that an effect adds to the journal: new ones, and those that overwrite. */
const entriesOf = ({
  run,
  key,
  safe,
  draws,
  result
}: Effect): { fresh: JournalRow[]; over: JournalRow[] } => {
  const drawn = draws.map(draw => ({ run: run.id, key: draw.key, safe: true, result: draw.result }))
  const entry = { run: run.id, key, safe, result: result ?? null }
  return result === undefined ? { fresh: [...drawn, entry], over: [] } : { fresh: drawn, over: [entry] }
}

/**
 * Creates the journal of effects. Begins the rows of runs that have none, without their traces, which
 * are large.
 */
export const createWriteEffects = (tables: Tables, known: KnownRows): WriteAll<Effect, void> =>
  function* (effects, note) {
    const others = effects.flatMap(({ begun }) => begun?.runs.map(({ run }) => run) ?? [])
    const { columnsOf } = yield* lockRuns(tables, known, [...effects.map(({ run }) => run), ...others])
    yield* beginRuns(
      tables,
      effects.map(({ run }) => columnsOf({ ...run, steps: null, result: null }))
    )
    const entries = effects.map(entriesOf)
    yield* keepNewEntries(
      tables,
      entries.flatMap(({ fresh }) => fresh)
    )
    yield* keepResults(
      tables,
      entries.flatMap(({ over }) => over)
    )
    for (const { run, begun } of effects) {
      if (begun !== undefined && begun.runs.length > 0) yield* beginOthers(tables, columnsOf, { run, begun })
    }
    for (const row of [...effects.map(({ run }) => run), ...others]) note('runs', row.id, ownerOfRun(row))
    return effects.map(() => undefined)
  }
