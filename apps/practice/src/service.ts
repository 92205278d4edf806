import type { Courier } from './courier.ts'
import type { Database } from './database.ts'
import type { Effects } from './effects.ts'
import type { MayCall } from './may-call.ts'

/** What the routes of the service work with. */
export interface Service {
  database: Database
  courier: Courier
  fx: Effects
  mayCall: MayCall
}
