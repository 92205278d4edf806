import type { Id, Millis, RunStatus } from '@hookwright/model'
import { and, asc, eq, gte, isNotNull, type SQL, sql } from 'drizzle-orm'
import { flows, runs, subscriptions, waits } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import type { Database } from '../../statements/database.ts'
import { all, rawRows, rawRun, type Steps } from '../../statements/steps.ts'
import type { WaitStore } from '../../store.ts'

/** Number of waiting runs checked in one transaction. Small, so that other writers do not wait long. */
const BATCH = 200

/** Maximum number of rows of one statement, below the parameter limits of both databases. */
const ROWS_AT_ONCE = 5_000

type Limits = Parameters<WaitStore['bringForward']>[0]
type Waiting = Extract<RunStatus, { is: 'waiting' }>

/** Returns the latest due time that a correct clock could have set for a run. */
const latestOf = ({ until, waitsFor }: Waiting, { now, retry, held }: Limits): Millis => {
  switch (waitsFor.is) {
    case 'retry':
      return now + retry
    case 'held':
      return now + held
    case 'asked':
      return now
    case 'time': {
      const { since } = waitsFor
      return since === undefined || since <= now ? until : now + (until - since)
    }
  }
}

/** Returns the status of a waiting run; null if it cannot be read, so that it does not block other runs. */
export const waitingOf = (detail: string | null): Waiting | null => {
  try {
    const status: Waiting | null = detail === null ? null : JSON.parse(detail)
    return typeof status?.until === 'number' && typeof status.waitsFor?.is === 'string' ? status : null
  } catch {
    return null
  }
}

/** Changes the due times of those waits that also meet the condition `which`. Needs a transaction. */
export function* setDueTimes(
  tables: Tables,
  due: readonly { run: number; until: Millis }[],
  which: SQL
): Steps<void> {
  for (let from = 0; from < due.length; from += ROWS_AT_ONCE) {
    const rows = due
      .slice(from, from + ROWS_AT_ONCE)
      .map(row => sql`(cast(${row.run} as bigint), cast(${row.until} as bigint))`)
    yield* rawRun(
      tables,
      sql`update ${waits} set until = due.column2 from (values ${sql.join(rows, sql`, `)}) as due
        where ${waits.run} = due.column1 and ${which}`
    )
  }
}

/** Waiting run with a new status to be written. */
interface Replanned {
  run: number
  id: Id
  /** Status as it was read. If it has changed since then, it is not replaced. */
  detail: string | null
  status: Waiting
}

/**
 * Writes new statuses and due times, unless a run's status has changed meanwhile. Returns the rowids of the
 * runs that were written.
 */
function* writePlans(tables: Tables, plans: readonly Replanned[]): Steps<Set<number>> {
  if (plans.length === 0) return new Set()
  const rows = plans.map(
    ({ run, detail, status }) =>
      sql`(cast(${run} as bigint), cast(${detail} as text), cast(${JSON.stringify(status)} as text))`
  )
  const changed = yield* rawRows<{ id: number }>(
    tables,
    sql`update ${runs} set detail = planned.column3 from (values ${sql.join(rows, sql`, `)}) as planned
      where ${runs.id} = planned.column1 and ${runs.detail} = planned.column2 returning id`
  )
  const ids = new Set(changed.map(({ id }) => id))
  const due = plans.flatMap(({ run, status: { until } }) => (ids.has(run) ? [{ run, until }] : []))
  // One whose subscription runs nothing is taken up by what its row says.
  yield* setDueTimes(tables, due, isNotNull(waits.until))
  return ids
}

/** Creates the store methods that change due times of many waiting runs, a batch at a time. */
export const createReplanning = ({
  tables,
  write,
  jobs
}: Database): Pick<WaitStore, 'wakeHeld' | 'bringForward'> => {
  /** Replaces statuses in a batch from a position. `plan` returns null for a run that stays unchanged. */
  const replan = (
    { from, now }: { from: number; now: Millis },
    plan: (status: Waiting) => Waiting | null
  ): Promise<number | null> =>
    write(function* (note) {
      const batch = yield* all(
        tables
          .select({
            run: waits.run,
            id: runs.uid,
            flowId: flows.uid,
            subscriptionId: subscriptions.uid,
            detail: sql<string | null>`${runs.detail}`
          })
          .from(waits)
          .innerJoin(runs, eq(runs.id, waits.run))
          .innerJoin(flows, eq(flows.id, runs.flow))
          .leftJoin(subscriptions, eq(subscriptions.id, runs.subscription))
          .where(and(gte(waits.run, from), eq(runs.status, 'waiting')))
          .orderBy(asc(waits.run))
          .limit(BATCH)
      )
      const plans = batch.flatMap(({ run, id, detail }): Replanned[] => {
        const status = waitingOf(detail)
        const planned = status && plan(status)
        return planned === null ? [] : [{ run, id, detail, status: planned }]
      })
      const changed = yield* writePlans(tables, plans)
      const moved = plans.filter(({ run }) => changed.has(run))
      yield* jobs.wake(moved.map(({ id, status }) => ({ id, delay: status.until - now })))
      for (const { run, id, flowId, subscriptionId } of batch) {
        if (changed.has(run)) note('runs', id, subscriptionId ?? flowId)
      }
      const last = batch.at(-1)
      return last === undefined || batch.length < BATCH ? null : last.run + 1
    })

  return {
    wakeHeld: (at, from) =>
      replan({ from, now: at }, status =>
        status.waitsFor.is === 'held' && status.until > at ? { ...status, until: at } : null
      ),
    bringForward: (limits, from) =>
      replan({ from, now: limits.now }, status => {
        const until = latestOf(status, limits)
        if (status.until <= until) return null
        const { waitsFor } = status
        return {
          ...status,
          until,
          waitsFor: waitsFor.is === 'time' ? { ...waitsFor, since: limits.now } : waitsFor
        }
      })
  }
}
