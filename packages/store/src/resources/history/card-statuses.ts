import type { CardId, Id, Step } from '@hookwright/model'
import { and, inArray, lte, type SQL, sql } from 'drizzle-orm'
import { runs } from '../../schema/schema.ts'
import type { Database } from '../../statements/database.ts'
import { all } from '../../statements/steps.ts'
import type { RunStore } from '../../store.ts'

/** Maximum length of a trace that is read for its statuses, in characters. A list reads many traces. */
const MOST_READ = 64 * 1024

/**
 * Creates the store method that reads the statuses of cards from the traces of runs. `outerSteps` is SQL for
 * the card id and status of each step that is not nested, as JSON; null without a trace.
 */
export const createCardStatuses =
  ({ list }: Pick<Database, 'list'>, outerSteps: SQL<string | null>): RunStore['cardStatuses'] =>
  ids =>
    list(function* (reading) {
      const found = yield* all(
        reading
          .select({ id: runs.uid, steps: outerSteps })
          .from(runs)
          .where(and(inArray(runs.uid, ids), lte(sql`length(${runs.steps})`, MOST_READ)))
      )
      return new Map<Id, Map<CardId, Step['status']>>(
        found.map(({ id, steps }) => [id, new Map(steps === null ? [] : JSON.parse(steps))])
      )
    })
