import { and, asc, desc, eq, gt, isNull, lt, type SQL } from 'drizzle-orm'
import { flows, runs } from '../../schema/schema.ts'
import { isCalled } from '../../statements/scope.ts'
import type { RunStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'

const nobody = { previous: null, next: null }

/** Creates the search for the related runs written just before and just after one. */
export const createAdjacentRuns =
  ({ tables, read }: SqliteFile): RunStore['beside'] =>
  id =>
    read(() => {
      const at = tables
        .select({
          id: runs.id,
          kind: runs.kind,
          flow: runs.flow,
          of: runs.subscription,
          connector: flows.connector
        })
        .from(runs)
        .innerJoin(flows, eq(runs.flow, flows.id))
        .where(eq(runs.uid, id))
        .get()
      if (at === undefined) return nobody
      // A maker's flow is run for many, none of whom is to be told of the others.
      const forSame =
        at.connector === null
          ? undefined
          : and(
              at.of === null ? isNull(runs.subscription) : eq(runs.subscription, at.of),
              at.kind === 'flow' ? isCalled : undefined
            )
      const nearest = (side: SQL, order: SQL) =>
        tables
          .select({ id: runs.uid })
          .from(runs)
          .where(and(eq(runs.flow, at.flow), forSame, side))
          .orderBy(order)
          .limit(1)
          .get()?.id ?? null
      return {
        previous: nearest(lt(runs.id, at.id), desc(runs.id)),
        next: nearest(gt(runs.id, at.id), asc(runs.id))
      }
    })
