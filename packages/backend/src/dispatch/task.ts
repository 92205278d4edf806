import type { Arrival, Delivery, Json } from '@hookwright/model'
import type { RunRow } from '@hookwright/store'
import type { Live } from '../subscription-cache/lives.ts'

/** A delivery that waits for its first run. */
export interface Task {
  live: Live
  delivery: Delivery
  arrival: Arrival
  /** True when a stop or a failure interrupted its first run, perhaps behind one of its effects. */
  hasBegun: boolean
}

/** A kept delivery that is run again, or one record of it, with the run that was begun for it. */
export interface ReplayTask extends Omit<Task, 'hasBegun'> {
  run: RunRow
  /** Null for the whole delivery. */
  record: Record<string, Json> | null
}
