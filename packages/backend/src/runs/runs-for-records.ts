import type { Run } from '@hookwright/model'
import type { Store } from '@hookwright/store'

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
