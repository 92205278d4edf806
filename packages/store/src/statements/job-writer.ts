import type { Id, Millis } from '@hookwright/model'
import type { WorkClaim, WorkKind } from '../store.ts'
import type { Steps } from './steps.ts'

/** Work to add to the queue of all processes. */
export interface NewJob {
  kind: WorkKind
  /** Delivery, or run. Work that is queued already, or running, is not added again. */
  id: Id
  flowId: Id
  /** Order of a delivery; null for none. A run that waits for itself has none. */
  orderKey: string | null
  /** Maximum number of concurrent runs of the flow; null for none. */
  atOnce: number | null
  /** Time until it is due. */
  delay?: Millis
}

/**
 * Writes the jobs of shared work in the transaction of its rows. Where one process has all work,
 * none are written, since its memory hands work over.
 */
export interface JobWriter {
  add: (jobs: readonly NewJob[]) => Steps<void>
  /** Makes sure that a claim is still held, until the transaction ends. Throws `run.taken-over`. */
  hold: (claims: readonly WorkClaim[]) => Steps<void>
  /** Removes the jobs of finished work. Throws `run.taken-over`. */
  finish: (claims: readonly WorkClaim[]) => Steps<void>
  /**
   * Queues the work of a claim again, due after a time, which ends the claim. It stays first in its
   * order, which is locked meanwhile. Throws `run.taken-over`.
   */
  putBack: (claim: WorkClaim, delay: Millis) => Steps<void>
  /** Makes waiting work due after a time. Work that runs is left alone. */
  move: (ids: readonly Id[], delay: Millis) => Steps<void>
}

function* nothing(): Steps<void> {}

/** Writer for a store that only one process uses. */
export const noJobs: JobWriter = {
  add: nothing,
  hold: nothing,
  finish: nothing,
  putBack: nothing,
  move: nothing
}
