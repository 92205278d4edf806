import { and, desc, eq, gte, lt, sql } from 'drizzle-orm'
import type { RunStore } from '../store.ts'
import { among, spanOf } from './look-back.ts'
import { runOf, selectRuns } from './run-row.ts'
import { runs } from './schema.ts'
import { flowsIn } from './scope.ts'
import type { SqliteFile } from './sqlite-file.ts'
import { blobOfId } from './uid.ts'

/** Lists runs by way of their flows. */
export const createRunList =
  ({ list }: SqliteFile): RunStore['list'] =>
  ({ scope = {}, deliveryId, status, from, to, before, limit }) =>
    list(reading => {
      const keys = flowsIn(reading, scope)
      const isFiltered = [status, from, to].some(part => part !== undefined)
      const listed = { table: runs, id: runs.id, uid: runs.uid, key: runs.flow }
      const span = spanOf(reading, listed, { keys, before, limit, isFiltered })
      if (span === null) return { rows: [], next: null, lookedBackTo: null }
      // Those of one delivery are found by it, so that a look need not end early.
      const least = deliveryId === undefined ? span.from : null
      const rows = selectRuns(reading)
        .where(
          and(
            lt(runs.id, span.before),
            least === null ? undefined : gte(runs.id, least),
            keys === null ? undefined : sql`${runs.flow} in ${among(keys)}`,
            deliveryId === undefined
              ? undefined
              : eq(runs.delivery, sql`(select id from deliveries where uid = ${blobOfId(deliveryId)})`),
            status === undefined ? undefined : eq(runs.status, status),
            from === undefined ? undefined : gte(runs.startedAt, from),
            to === undefined ? undefined : lt(runs.startedAt, to)
          )
        )
        .orderBy(desc(runs.id))
        .limit(limit)
        .all()
        .map(runOf)
      const last = rows.at(-1)
      if (rows.length === limit && last !== undefined) return { rows, next: last.id, lookedBackTo: null }
      if (least === null) return { rows, next: null, lookedBackTo: null }
      const end = reading
        .select({ id: runs.uid, at: runs.startedAt })
        .from(runs)
        .where(eq(runs.id, least))
        .get()
      return { rows, next: end?.id ?? null, lookedBackTo: end?.at ?? null }
    })
