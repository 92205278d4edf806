import type { Database } from './database.ts'
import type { DeliverySender } from './delivery-sender.ts'
import type { Effects } from './effects.ts'
import type { MayCall } from './may-call.ts'

/** Dependencies of the service's routes. */
export interface Service {
  database: Database
  deliverySender: DeliverySender
  fx: Effects
  mayCall: MayCall
}
