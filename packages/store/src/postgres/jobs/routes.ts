import type { Id, RevisionSnapshot } from '@hookwright/model'
import { inArray, sql } from 'drizzle-orm'
import { revisions } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { idOfBlob } from '../../schema/uid.ts'
import { runsEventsOf } from '../../statements/conditions.ts'
import { all, rawRows, type Steps } from '../../statements/steps.ts'

/** Properties of a subscription that determine the queue of its jobs. */
export interface Route {
  subscriptionId: Id
  flowId: Id
  /** Concurrency limit of the flow, from its wanted subscription; `null` if there is none. */
  atOnce: number | null
  /** True if the subscription runs deliveries. */
  runs: boolean
  /** True for the flow's wanted subscription, false for a predecessor or successor of it. */
  isWanted: boolean
}

/** Returns the concurrency limit in the start card of a revision; `null` if there is none. */
export type AtOnceOf = (revision: RevisionSnapshot) => number | null

/** Reads the routes of subscriptions, by rowid. */
export type RoutesOf = (subscriptions: readonly number[]) => Steps<Map<number, Route>>

/** Creates the query for routes. Limits are cached by revision, since revisions never change. */
export const createRoutes = (tables: Tables, atOnceOf: AtOnceOf): RoutesOf => {
  const limits = new Map<Id, number | null>()

  function* readLimits(ids: readonly Id[]): Steps<void> {
    const missing = ids.filter(id => !limits.has(id))
    if (missing.length === 0) return
    const found = yield* all(
      tables
        .select({ id: revisions.uid, snapshot: revisions.snapshot })
        .from(revisions)
        .where(inArray(revisions.uid, missing))
    )
    for (const { id, snapshot } of found) limits.set(id, atOnceOf(snapshot))
  }

  return function* (subscriptions) {
    const ids = [...new Set(subscriptions)]
    if (ids.length === 0) return new Map()
    const rows = yield* rawRows<{
      id: number
      uid: Buffer
      flow: Buffer
      runs: 0 | 1
      wanted: 0 | 1
      revision: Id
    }>(
      tables,
      sql`select s.id, s.uid, f.uid as flow, s.wanted,
          coalesce(w.terms ->> '$.revisionId', s.terms ->> '$.revisionId') as revision,
          case when ${sql.raw(runsEventsOf('s'))} then 1 else 0 end as runs
        from subscriptions s join flows f on f.id = s.flow
          left join subscriptions w on w.flow = s.flow and w.wanted = 1
        where s.id in (${sql.join(
          ids.map(id => sql`${id}`),
          sql`, `
        )})`
    )
    yield* readLimits([...new Set(rows.map(({ revision }) => revision))])
    return new Map(
      rows.map(({ id, uid, flow, runs, wanted, revision }) => [
        id,
        {
          subscriptionId: idOfBlob(uid),
          flowId: idOfBlob(flow),
          atOnce: limits.get(revision) ?? null,
          runs: runs === 1,
          isWanted: wanted === 1
        }
      ])
    )
  }
}
