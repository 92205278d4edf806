import type { Id } from '@hookwright/model'
import { and, asc, desc, eq, gt, isNull, lt, type SQL } from 'drizzle-orm'
import { flows, runs } from '../../schema/schema.ts'
import type { Database } from '../../statements/database.ts'
import { isCalled } from '../../statements/scope.ts'
import { get, type Steps } from '../../statements/steps.ts'
import type { RunStore } from '../../store.ts'

const nobody = { previous: null, next: null }

/**
 * Creates the search for the runs of the same flow just before and just after a given run. For a maker's
 * flow, they must also have the same subscription.
 */
export const createAdjacentRuns =
  ({ tables, read }: Pick<Database, 'tables' | 'read'>): RunStore['beside'] =>
  id =>
    read(function* () {
      const at = yield* get(
        tables
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
      )
      if (at === undefined) return nobody
      // A maker's flow is run for many, none of whom is to be told of the others.
      const forSame =
        at.connector === null
          ? undefined
          : and(
              at.of === null ? isNull(runs.subscription) : eq(runs.subscription, at.of),
              at.kind === 'flow' ? isCalled : undefined
            )
      const { flow } = at
      function* nearest(side: SQL, order: SQL): Steps<Id | null> {
        const ofFlow = tables
          .select({ id: runs.uid })
          .from(runs)
          .where(and(eq(runs.flow, flow), forSame, side))
        const found = yield* get(ofFlow.orderBy(order).limit(1))
        return found?.id ?? null
      }
      return {
        previous: yield* nearest(lt(runs.id, at.id), desc(runs.id)),
        next: yield* nearest(gt(runs.id, at.id), asc(runs.id))
      }
    })
