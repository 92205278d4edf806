import type { Delivery, IncomingRequest, Json } from '@hookwright/model'
import type { RunRow } from '@hookwright/store'
import type { CachedSubscription } from '../subscription-cache/subscription-cache.ts'

/** A delivery that waits for its first run. */
export interface Task {
  live: CachedSubscription
  delivery: Delivery
  arrival: IncomingRequest
  /** True when a stop or a failure interrupted its first run, perhaps behind one of its effects. */
  hasBegun: boolean
}

/** A kept delivery that is run again, or one record of it, with the run that was begun for it. */
export interface ReplayTask extends Omit<Task, 'hasBegun'> {
  run: RunRow
  /** Null for the whole delivery. */
  record: Record<string, Json> | null
}
