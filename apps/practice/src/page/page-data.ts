import type { Delivery } from '../delivery.ts'
import type { Equipment } from '../equipment.ts'
import type { Faults } from '../faults.ts'
import type { Subscription } from '../subscription.ts'

/** Data of the page. Times are milliseconds UTC. */
export interface PageData {
  apiKey: string
  /** Address of the service. */
  url: string
  now: number
  subscriptions: Subscription[]
  lastDeliveries: Map<string, Delivery>
  deliveries: Delivery[]
  equipment: Equipment[]
  faults: Faults
}
