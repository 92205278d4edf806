import { type Id, type RedactionPath, writeRedactionPath } from '@hookwright/model'
import type { RunRow, Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import { redactDelivery } from '../payloads/redact-delivery.ts'
import type { RetentionOf } from '../revisions/rules-in-force.ts'
import { type RetentionMode, withoutRedacted } from './apply-retention.ts'

/**
 * Maximum number of cached deliveries. It can be small, since the runs for a delivery's records follow each
 * other.
 */
const MOST_REMEMBERED = 20

/** Delivery with its redacted paths, or the promise of both. */
interface Remembered {
  places: string
  kept: Promise<RetentionMode>
}

/**
 * Creates a function that returns the retention mode of runs whose delivery is not in memory. These are runs
 * of single records, runs that could not be executed, and runs that another run started; the latter may
 * contain any value of the original delivery. All runs of a delivery share one result.
 */
export const createRedactions = ({
  store,
  effects
}: {
  store: Pick<Store, 'deliveries' | 'runs'>
  effects: Pick<Effects, 'bodyThread'>
}): ((run: Pick<RunRow, 'id' | 'deliveryId'>, kept: RetentionOf) => Promise<RetentionMode>) => {
  /** Cached deliveries, least recently used first. */
  const remembered = new Map<Id, Remembered>()

  const remember = (id: Id, look: Remembered): void => {
    remembered.delete(id)
    for (const oldest of remembered.keys()) {
      if (remembered.size < MOST_REMEMBERED) break
      remembered.delete(oldest)
    }
    remembered.set(id, look)
  }

  const forget = (id: Id, look: Remembered): void => {
    if (remembered.get(id) === look) remembered.delete(id)
  }

  const lookThrough = async (id: Id, paths: RedactionPath[]): Promise<RetentionMode> => {
    const found = await store.deliveries.find(id)
    if (!found?.arrival || Array.isArray(found.delivery.redaction)) return { is: 'unknown' }
    return withoutRedacted(await redactDelivery(effects, found.delivery, found.arrival, paths))
  }

  return async (run, { saveAll, redaction }) => {
    if (!saveAll) return { is: 'none' }
    if (redaction.length === 0) return { is: 'all' }
    const from = run.deliveryId === null ? await store.runs.rootDeliveryOf(run.id) : run
    if (from === null) return { is: 'all' }
    const { deliveryId } = from
    if (deliveryId === null) return { is: 'unknown' }
    // Paths are read again with each change of a flow: what they say counts, not which they are.
    const places = redaction.map(writeRedactionPath).join('\n')
    const known = remembered.get(deliveryId)
    const look = known?.places === places ? known : { places, kept: lookThrough(deliveryId, redaction) }
    remember(deliveryId, look)
    const kept = await look.kept.catch(thrown => {
      forget(deliveryId, look)
      throw thrown
    })
    if (kept.is === 'unknown') forget(deliveryId, look)
    return kept
  }
}
