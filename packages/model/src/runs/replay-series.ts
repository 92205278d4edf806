import type { FaultData } from '../kernel/fault.ts'
import type { Id } from '../kernel/ids.ts'
import type { Millis } from '../kernel/millis.ts'
import type { ReplayMode } from './replay.ts'

/** Kept deliveries that are run again one after the other, and how far that has come. */
export interface ReplaySeries {
  id: Id
  /** Person who started it. */
  ownerId: string
  flowIds: Id[]
  /**
   * Counts of all deliveries in the series, of started replays, and of skipped ones. A delivery is skipped if it cannot be
   * replayed when it is due.
   */
  of: number
  begun: number
  skipped: number
  perSecond: number
  /** Mode of each replay. */
  mode: ReplayMode
  startedAt: Millis
  status:
    | { is: 'running' }
    | { is: 'done'; at: Millis }
    /** By hand: what had begun went on to its end. */
    | { is: 'stopped'; at: Millis }
    | { is: 'failed'; at: Millis; fault: FaultData }
}
