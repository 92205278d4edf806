import { type Run, valueAt } from '@hookwright/model'
import type { RunRow, RunsOfDelivery, Store } from '@hookwright/store'

/** How many runs of a delivery are looked through. */
const MOST_LOOKED = 200

/**
 * The runs that a run of a whole delivery began for its records, in their order; of very many the first ones are
 * missing. Its runs follow it, until the next run of the whole delivery.
 */
export const runsForRecords = async (store: Pick<Store, 'runs'>, { id, deliveryId }: Run): Promise<Run[]> => {
  if (deliveryId === null) return []
  const { rows } = await store.runs.list({ deliveryId, limit: MOST_LOOKED })
  const [, ...after] = rows.toReversed().slice(
    Math.max(
      0,
      rows.toReversed().findIndex(run => run.id === id)
    )
  )
  const next = after.findIndex(run => run.recordIndex === null)
  return (next < 0 ? after : after.slice(0, next)).toSorted(
    (one, other) => (one.recordIndex ?? 0) - (other.recordIndex ?? 0)
  )
}

/** A longer list is not counted: so many runs of a delivery are. */
const MOST_COUNTED = 1_000

/**
 * How many records a first run of a whole list left out, since they were seen before; 0 where nobody knows. A replay
 * leaves none out.
 */
export const recordsLeftOut = (
  { steps, status, replayOf }: RunRow,
  records: RunsOfDelivery['records']
): number => {
  const list = valueAt(steps?.[0]?.outputs, ['records'])
  const isKnown = status.is === 'succeeded' && replayOf === null && Array.isArray(list)
  return isKnown && list.length < MOST_COUNTED ? list.length - (records?.all ?? 0) : 0
}
