import { isUnderWay, runStatuses } from '@hookwright/model'
import { and, eq, inArray } from 'drizzle-orm'
import type { RunStore } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
import { deliveries, runs } from '../schema/schema.ts'

const underWay = runStatuses.filter(is => isUnderWay({ is }))

/** Looks whether a run of a delivery is in progress. */
export const createHasOpen =
  ({ list }: SqliteFile): RunStore['hasOpen'] =>
  deliveryId =>
    list(reading => {
      const found = reading
        .select({ id: runs.id })
        .from(runs)
        .innerJoin(deliveries, eq(runs.delivery, deliveries.id))
        .where(and(eq(deliveries.uid, deliveryId), inArray(runs.status, underWay)))
        .limit(1)
        .get()
      return found !== undefined
    })
