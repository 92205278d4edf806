import type { Id, RedactedArrival } from '@hookwright/model'
import type { RunRow, Store } from '@hookwright/store'
import { type Kept, keptAs } from './kept-end.ts'
import { redactDelivery } from './redact-delivery.ts'
import type { KeptOf } from './rules-in-force.ts'

/** How many deliveries are remembered: the runs for the records of one come one after the other. */
const MOST_REMEMBERED = 20

/**
 * How the end of a run is kept whose delivery is not at hand: a run for one record, one that could not be made, or one that
 * another run began, which may say whatever came with the delivery of that.
 */
export const createRedactions = (
  store: Pick<Store, 'deliveries' | 'runs'>
): ((run: Pick<RunRow, 'id' | 'deliveryId'>, kept: KeptOf) => Promise<Kept>) => {
  const remembered = new Map<Id, { of: KeptOf; redacted: RedactedArrival }>()

  const remember = (id: Id, of: KeptOf, redacted: RedactedArrival): void => {
    for (const oldest of remembered.keys()) {
      if (remembered.size < MOST_REMEMBERED) break
      remembered.delete(oldest)
    }
    remembered.set(id, { of, redacted })
  }

  return async (run, kept) => {
    if (!kept.saveAll) return { is: 'none' }
    if (kept.redaction.length === 0) return { is: 'all' }
    const from = run.deliveryId === null ? await store.runs.comesOf(run.id) : run
    if (from === null) return { is: 'all' }
    const { deliveryId } = from
    if (deliveryId === null) return { is: 'unknown' }
    const known = remembered.get(deliveryId)
    if (known?.of === kept) return { is: 'redacted', redacted: known.redacted }
    const found = await store.deliveries.find(deliveryId)
    if (!found?.arrival || Array.isArray(found.delivery.redaction)) return { is: 'unknown' }
    const redacted = await redactDelivery(found.delivery, found.arrival, kept.redaction)
    remember(deliveryId, kept, redacted)
    return keptAs(kept, () => redacted)
  }
}
