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

/** Maximum number of a delivery's runs that are read: to be shown, and to be replayed. */
const MOST_SHOWN = 200
const MOST_LOOKED = 5_000
const PAGE = 200

/** The runs of its delivery that were written after a run, oldest first; of very many the first ones are missing. */
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
 * The runs that a run of a whole delivery began for its records, in their order; of very many the first ones are
 * missing. Its runs follow it, until the next run of the whole delivery.
 */
export const runsForRecords = async (store: Pick<Store, 'runs'>, whole: Run): Promise<Run[]> =>
  (await recordsBehind(store, whole, MOST_SHOWN)).toSorted(
    (one, other) => (one.recordIndex ?? 0) - (other.recordIndex ?? 0)
  )

/** The runs for the records of the run that a replay runs again, by the place of their record in the list. */
export const runsRunAgain = async (
  store: Pick<Store, 'runs'>,
  { replayOf }: Pick<Run, 'replayOf'>
): Promise<Map<number, Id>> => {
  const old = replayOf === null ? null : await store.runs.find(replayOf)
  const records = old === null ? [] : await recordsBehind(store, old, MOST_LOOKED)
  return new Map(records.flatMap(({ id, recordIndex }) => (recordIndex === null ? [] : [[recordIndex, id]])))
}

/** The record that a run was for, as its start card gave it; null where that is not kept. */
export const recordOf = ({ steps, recordIndex }: RunRow): Record<string, Json> | null => {
  const outputs = recordIndex === null ? null : steps?.[0]?.outputs
  if (!isJsonObject(outputs)) return null
  // Added to the record for the former run alone.
  const { [RUN_ID]: _, ...record } = outputs
  return storedRecord(record, steps, [])
}

/** A record from a trace as a run for it is given it, conversion errors included. */
const storedRecord = (value: unknown, steps: RunRow['steps'], at: Path): Record<string, Json> | null => {
  if (!isJsonObject(value)) return null
  const listed = steps?.[0]?.conversionErrors ?? []
  return packConversionErrors(restoreConversionErrors(JSON.parse(JSON.stringify(value)), listed, at))
}

/** A record by its place in the list that a run of a whole delivery found; null where that is not kept. */
export const recordInList = ({ steps }: RunRow, index: number | null): Record<string, Json> | null => {
  if (index === null) return null
  const at = ['records', index]
  return storedRecord(valueAt(steps?.[0]?.outputs, at), steps, at)
}

/** Maximum number of runs of a delivery that are counted; longer lists are not. */
const MOST_COUNTED = 1_000

/**
 * Number of records that a first run of a whole list left out as duplicates; 0 when unknown. A replay leaves none out.
 */
export const recordsLeftOut = (
  { steps, status, replayOf }: RunRow,
  records: RunsOfDelivery['records']
): number => {
  const list = valueAt(steps?.[0]?.outputs, ['records'])
  const isKnown = status.is === 'succeeded' && replayOf === null && Array.isArray(list)
  return isKnown && list.length < MOST_COUNTED ? list.length - (records?.all ?? 0) : 0
}
