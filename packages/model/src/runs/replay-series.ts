import type { FaultData } from '../kernel/fault.ts'
import type { Id } from '../kernel/ids.ts'
import type { Millis } from '../kernel/millis.ts'
import type { ReplayMode } from './replay.ts'

/** Kept deliveries that are run again one after the other, and how far that has come. */
export interface ReplaySeries {
  id: Id
  /** Who began it. */
  ownerId: string
  flowIds: Id[]
  /** How many deliveries it is of, how many of them run again, and how many could not when their turn came. */
  of: number
  begun: number
  skipped: number
  perSecond: number
  /** How each of them is run again. */
  mode: ReplayMode
  startedAt: Millis
  status:
    | { is: 'running' }
    | { is: 'done'; at: Millis }
    /** By hand: what had begun went on to its end. */
    | { is: 'stopped'; at: Millis }
    | { is: 'failed'; at: Millis; fault: FaultData }
}
