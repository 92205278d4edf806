import type { FieldId, Id } from '@hookwright/model'
import { and, inArray, lte, sql } from 'drizzle-orm'
import { runs } from '../../schema/schema.ts'
import type { RunStore } from '../../store.ts'
import type { Reading } from './reader.ts'

/** Longest trace that is read for its first outputs, in characters. */
const MOST_READ = 256 * 1024

/** Longest text that is returned, in characters. */
const MOST_TEXT = 200

/** Outputs of the first step, the start card; null for a step without any. */
const firstOutputs = sql<string | null>`json_extract(${runs.steps}, '$[0].outputs')`

const isShort = (value: unknown): value is string | number =>
  typeof value === 'number' || (typeof value === 'string' && value.length <= MOST_TEXT)

/** Returns the short values of outputs as they were stored. Those of a start from outside are a word instead. */
const shortValuesIn = (outputs: string | null): Record<FieldId, string | number> => {
  if (outputs === null || !outputs.startsWith('{')) return {}
  const values: Record<FieldId, unknown> = JSON.parse(outputs)
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [FieldId, string | number] => isShort(entry[1]))
  )
}

/** Creates the reading of what start cards output, from the traces of runs. */
export const createStartOutputs =
  ({ list }: Pick<Reading, 'list'>): RunStore['startOutputs'] =>
  ids =>
    list(reading => {
      const found = reading
        .select({ id: runs.uid, outputs: firstOutputs })
        .from(runs)
        .where(
          and(
            inArray(runs.uid, ids),
            inArray(runs.status, ['succeeded', 'failed', 'cancelled']),
            lte(sql`length(${runs.steps})`, MOST_READ)
          )
        )
        .all()
      return new Map<Id, Record<FieldId, string | number>>(
        found.map(({ id, outputs }) => [id, shortValuesIn(outputs)])
      )
    })
