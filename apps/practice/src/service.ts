import type { Courier } from './courier.ts'
import type { Database } from './database.ts'
import type { Effects } from './effects.ts'
import type { MayCall } from './may-call.ts'

/** Dependencies of the service's routes. */
export interface Service {
  database: Database
  courier: Courier
  fx: Effects
  mayCall: MayCall
}
