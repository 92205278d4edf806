import type { Id, Millis } from '@hookwright/model'
import type { WorkClaim, WorkKind } from '../store.ts'
import type { Steps } from './steps.ts'

/** Work of a subscription, by its rowid, to add to the queue of all processes. */
export interface NewWork {
  subscription: number
  kind: Exclude<WorkKind, 'run' | 'resume'>
  /** Delivery, or run of a replay. */
  id: Id
  /** Order of a delivery; null for none. */
  orderKey: string | null
  /** Time for which it is left to this process, which claims it by its id. */
  delay?: Millis
  /** True when this process claims it at once, if no search has to decide about it. */
  isClaimed?: true
}

type AddJobs = (work: readonly NewWork[]) => Steps<void>

/**
 * Writes the jobs of shared work in the transaction of its rows. Where one process has all work,
 * none are written, since its memory hands work over.
 */
export interface JobWriter {
  /**
   * Adds jobs, unless they exist. A delivery without an order gets none while its subscription runs
   * nothing.
   */
  enqueue: AddJobs
  /** Reads what decides about the jobs of subscriptions, by their rowids, and returns their `enqueue`. */
  prepare: (subscriptions: readonly number[]) => Steps<AddJobs>
  /**
   * Makes waiting runs due after a delay each: adds their jobs, or moves those that are not claimed.
   * The job of a run that locks an order is that of its delivery.
   */
  wake: (runs: readonly { id: Id; delay: Millis }[]) => Steps<void>
  /**
   * Adds the jobs that are missing of a subscription which may have begun to run its deliveries. Of many it adds the
   * first, and one more that adds the others.
   */
  resume: (subscription: number) => Steps<void>
  /**
   * Adds the next jobs of a resumed subscription, under the claim of its resumption. Returns true when there may be
   * more; otherwise the claim is ended. Throws `run.taken-over`.
   */
  resumeNext: (claim: WorkClaim) => Steps<boolean>
  /** Makes sure that claims are still held, until the transaction ends. Throws `run.taken-over`. */
  hold: (claims: readonly WorkClaim[]) => Steps<void>
  /** Removes the jobs of finished work. Throws `run.taken-over`. */
  finish: (claims: readonly WorkClaim[]) => Steps<void>
  /**
   * Queues the work of claims again, due after a time, which ends the claims. Work of an order stays
   * first in it and locks it meanwhile. Throws `run.taken-over`.
   */
  putBack: (claims: readonly { claim: WorkClaim; delay: Millis }[]) => Steps<void>
}

function* nothing(): Steps<void> {}

/** Writer for a store that only one process uses. */
export const noJobs: JobWriter = {
  enqueue: nothing,
  *prepare() {
    yield* nothing()
    return nothing
  },
  wake: nothing,
  resume: nothing,
  *resumeNext() {
    yield* nothing()
    return false
  },
  hold: nothing,
  finish: nothing,
  putBack: nothing
}
