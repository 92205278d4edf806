import type { Specs } from '@hookwright/engine'
import { type Delivery, type Id, isServerDelivery, type Proof, type Run } from '@hookwright/model'
import type { RunsOfDelivery, Store } from '@hookwright/store'
import type { LoadedRevisions } from '../revisions/loaded-revisions.ts'
import { type About, createAbouts } from './about.ts'

/** A delivery as lists show it: its flow and event, and its result. */
export interface DeliveryRow extends Delivery, Omit<About, 'proof'> {
  /** The first run. */
  run: Run | null
  /** The runs for its records, where each is run by itself. */
  records: RunsOfDelivery['records']
  replays: number
  /** True when any of its runs failed or is on hold. */
  hasFailed: boolean
  /**
   * Proof that was checked when it was accepted; `none` when no signature is required, so that the sender is unknown. Null
   * where the proof is unknown, or the delivery was refused.
   */
  signed: Proof | null
}

/** A handshake is filtered, too, and most of them are not signed. */
const isLetIn = ({ status: { is } }: Delivery): boolean => is !== 'refused' && is !== 'filtered'

/** Result of a list with no records, or no new ones. */
const noRecords = { all: 0, succeeded: 0, failed: 0, cancelled: 0, open: 0 }

/** Deliveries as lists show them, in the order given. */
export const deliveryRowsOf = async (
  given: { store: Store; specs: Specs; reaches: LoadedRevisions },
  deliveries: Delivery[]
): Promise<DeliveryRow[]> => {
  const abouts = createAbouts(given)
  const runs = await given.store.runs.ofDeliveries(deliveries.map(({ id }) => id))
  const none: RunsOfDelivery = { run: null, records: null, replays: 0, hasFailed: false }
  const unknown = (id: Id): About => ({
    flowId: id,
    flowName: null,
    event: null,
    proof: null,
    spreads: false
  })
  return Promise.all(
    deliveries.map(async delivery => {
      const { subscriptionId } = delivery
      const { proof, ...about } = (await abouts.ofSubscription(subscriptionId)) ?? unknown(subscriptionId)
      const came = runs.get(delivery.id) ?? none
      const hasRun = about.spreads && came.run?.status.is === 'succeeded'
      return {
        ...delivery,
        ...about,
        ...came,
        records: came.records ?? (hasRun ? noRecords : null),
        signed: isLetIn(delivery) && !isServerDelivery(delivery.method) ? proof : null
      }
    })
  )
}
