import type { Delivery, Id, Run } from '@hookwright/model'
import type { RunsOfDelivery, Store } from '@hookwright/store'
import type { Reaches } from '../runs/reaches.ts'
import { type About, createAbouts } from './about.ts'

/** A delivery as lists show it: what it is of, and what came of it. */
export interface DeliveryRow extends Delivery, About {
  /** The first run. */
  run: Run | null
  /** The runs for its records, with Run mode. */
  records: RunsOfDelivery['records']
  replays: number
}

/** Deliveries as lists show them, in the order given. */
export const deliveryRowsOf = async (
  given: { store: Store; reaches: Reaches },
  deliveries: Delivery[]
): Promise<DeliveryRow[]> => {
  const abouts = createAbouts(given)
  const runs = await given.store.runs.ofDeliveries(deliveries.map(({ id }) => id))
  const none: RunsOfDelivery = { run: null, records: null, replays: 0 }
  const unknown = (id: Id): About => ({ flowId: id, flowName: null, event: null })
  return Promise.all(
    deliveries.map(async delivery => ({
      ...delivery,
      ...((await abouts.ofSubscription(delivery.subscriptionId)) ?? unknown(delivery.subscriptionId)),
      ...(runs.get(delivery.id) ?? none)
    }))
  )
}
