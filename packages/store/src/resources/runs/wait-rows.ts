import type { Id, Millis } from '@hookwright/model'
import { eq, inArray, sql } from 'drizzle-orm'
import { runs, waits } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { blobOfId } from '../../schema/uid.ts'
import { get, rawRun, type Steps } from '../../statements/steps.ts'

/** Changes the due time of a run but keeps its order lock, if any. */
export function* moveWait(tables: Tables, id: Id, until: Millis): Steps<void> {
  yield* rawRun(
    tables,
    sql`insert into waits (run, until, subscription, flow)
        select id, cast(${until} as bigint), subscription, flow from runs where uid = ${blobOfId(id)}
      on conflict (run) do update set until = excluded.until, starts = 0`
  )
}

/** Deletes the wait of a run. Returns the order key that it had locked; null if none. */
export function* forgetWait(tables: Tables, id: Id): Steps<string | null> {
  const of = tables.select({ id: runs.id }).from(runs).where(eq(runs.uid, id))
  const forgotten = yield* get(
    tables.delete(waits).where(inArray(waits.run, of)).returning({ orderKey: waits.orderKey })
  )
  return forgotten?.orderKey ?? null
}
