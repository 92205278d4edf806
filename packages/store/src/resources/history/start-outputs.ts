import type { FieldId, Id } from '@hookwright/model'
import { and, inArray, lte, type SQL, sql } from 'drizzle-orm'
import { runs } from '../../schema/schema.ts'
import type { Database } from '../../statements/database.ts'
import { all } from '../../statements/steps.ts'
import type { RunStore } from '../../store.ts'

/** Maximum length of a trace that is read for its first outputs, in characters. */
const MOST_READ = 256 * 1024

/** Maximum length of a returned text, in characters. */
const MOST_TEXT = 200

const isShort = (value: unknown): value is string | number =>
  typeof value === 'number' || (typeof value === 'string' && value.length <= MOST_TEXT)

/**
 * Returns the short values in the stored outputs of a start card. Outputs of an externally started run are
 * stored as a single word and give none.
 */
const shortValuesIn = (outputs: string | null): Record<FieldId, string | number> => {
  if (outputs === null || !outputs.startsWith('{')) return {}
  const values: Record<FieldId, unknown> = JSON.parse(outputs)
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [FieldId, string | number] => isShort(entry[1]))
  )
}

/**
 * Creates the store method that reads the outputs of start cards from the traces of runs. `firstOutputs` is
 * SQL for the outputs of the first step, as JSON; null for a step without outputs.
 */
export const createStartOutputs =
  ({ list }: Pick<Database, 'list'>, firstOutputs: SQL<string | null>): RunStore['startOutputs'] =>
  ids =>
    list(function* (reading) {
      const found = yield* all(
        reading
          .select({ id: runs.uid, outputs: firstOutputs })
          .from(runs)
          .where(
            and(
              inArray(runs.uid, ids),
              inArray(runs.status, ['succeeded', 'failed', 'cancelled']),
              lte(sql`length(${runs.steps})`, MOST_READ)
            )
          )
      )
      return new Map<Id, Record<FieldId, string | number>>(
        found.map(({ id, outputs }) => [id, shortValuesIn(outputs)])
      )
    })
