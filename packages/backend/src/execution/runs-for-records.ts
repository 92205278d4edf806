import { RUN_ID } from '@hookwright/engine'
import {
  type Id,
  isJsonObject,
  type Json,
  type Path,
  packConversionErrors,
  type Run,
  restoreConversionErrors,
  valueAt
} from '@hookwright/model'
import type { RunRow, RunsOfDelivery, Store } from '@hookwright/store'

/** Maximum number of a delivery's runs that are read, for display and for replays. */
const MOST_SHOWN = 200
const MOST_SCANNED = 5_000
const PAGE = 200

/**
 * Returns the runs that were written after a run of the same delivery, oldest first. If there are very many,
 * the earliest runs are missing.
 */
const runsBehind = async (
  { runs }: Pick<Store, 'runs'>,
  { id, deliveryId }: Pick<Run, 'id' | 'deliveryId'>,
  most: number
): Promise<Run[]> => {
  if (deliveryId === null) return []
  const found: Run[] = []
  for (let before: Id | undefined; found.length < most; ) {
    const { rows, next } = await runs.list({ deliveryId, limit: PAGE, ...(before && { before }) })
    const at = rows.findIndex(run => run.id === id)
    found.push(...(at < 0 ? rows : rows.slice(0, at)))
    if (at >= 0 || next === null) break
    before = next
  }
  return found.reverse()
}

const recordsBehind = async (store: Pick<Store, 'runs'>, whole: Run, most: number): Promise<Run[]> => {
  const behind = (await runsBehind(store, whole, most)).filter(run => run.replay?.alone !== true)
  const next = behind.findIndex(run => run.recordIndex === null)
  return next < 0 ? behind : behind.slice(0, next)
}

/**
 * Returns the record runs of a run of a whole delivery, in record order. They are the runs that were stored
 * after it, up to the next run of the whole delivery. If there are very many, the earliest runs are missing.
 */
export const runsForRecords = async (store: Pick<Store, 'runs'>, whole: Run): Promise<Run[]> =>
  (await recordsBehind(store, whole, MOST_SHOWN)).toSorted(
    (one, other) => (one.recordIndex ?? 0) - (other.recordIndex ?? 0)
  )

/** Returns the ids of the original run's record runs for a replay, by record index. */
export const runsRunAgain = async (
  store: Pick<Store, 'runs'>,
  { replayOf }: Pick<Run, 'replayOf'>
): Promise<Map<number, Id>> => {
  const old = replayOf === null ? null : await store.runs.find(replayOf)
  const records = old === null ? [] : await recordsBehind(store, old, MOST_SCANNED)
  return new Map(records.flatMap(({ id, recordIndex }) => (recordIndex === null ? [] : [[recordIndex, id]])))
}

/**
 * Returns the record of a run, from the output of its start card; null where that is not stored.
 */
export const recordOf = ({ steps, recordIndex }: RunRow): Record<string, Json> | null => {
  const outputs = recordIndex === null ? null : steps?.[0]?.outputs
  if (!isJsonObject(outputs)) return null
  // Added to the record for the former run alone.
  const { [RUN_ID]: _, ...record } = outputs
  return storedRecord(record, steps, [])
}

/**
 * Converts a record from a stored trace back to the form in which runs receive it. Includes its conversion
 * errors. Null if the value is not a record.
 */
const storedRecord = (value: unknown, steps: RunRow['steps'], at: Path): Record<string, Json> | null => {
  if (!isJsonObject(value)) return null
  const listed = steps?.[0]?.conversionErrors ?? []
  return packConversionErrors(restoreConversionErrors(JSON.parse(JSON.stringify(value)), listed, at))
}

/** Returns a record by its index in the list of a whole delivery; null where that is not stored. */
export const recordInList = ({ steps }: RunRow, index: number | null): Record<string, Json> | null => {
  if (index === null) return null
  const at = ['records', index]
  return storedRecord(valueAt(steps?.[0]?.outputs, at), steps, at)
}

/** Maximum number of runs of a delivery that are counted. */
const MOST_COUNTED = 1_000

/**
 * Returns how many duplicate records the first run of a whole list skipped; 0 if unknown. A replay skips
 * none.
 */
export const recordsLeftOut = (
  { steps, status, replayOf }: RunRow,
  records: RunsOfDelivery['records']
): number => {
  const list = valueAt(steps?.[0]?.outputs, ['records'])
  const isKnown = status.is === 'succeeded' && replayOf === null && Array.isArray(list)
  return isKnown && list.length < MOST_COUNTED ? list.length - (records?.all ?? 0) : 0
}
