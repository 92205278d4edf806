import type { Id, Millis } from '@hookwright/model'
import type { WorkClaim, WorkKind } from '../store.ts'
import type { Steps } from './steps.ts'

/** Work of a subscription to add to the queue that all processes share. */
export interface NewWork {
  subscription: number
  kind: Exclude<WorkKind, 'run' | 'resume'>
  /** Id of the delivery, or of the run of a replay. */
  id: Id
  /** Order key of a delivery; null for none. */
  orderKey: string | null
  /**
   * Time for which other processes may not claim the work, in milliseconds. This process can claim it by its
   * id.
   */
  delay?: Millis
  /** True if this process claims the work immediately, without a query. */
  isClaimed?: true
}

type AddJobs = (work: readonly NewWork[]) => Steps<void>

/**
 * Writer of the jobs of shared work, in the transaction of the rows. Writes nothing where one process does
 * all work, since that process passes work on in memory.
 */
export interface JobWriter {
  /**
   * Adds jobs that do not exist yet. While a subscription runs nothing, its deliveries without an order key
   * get no job.
   */
  enqueue: AddJobs
  /**
   * Reads what determines the jobs of some subscriptions, by rowid. Returns an `enqueue` function that uses
   * it.
   */
  prepare: (subscriptions: readonly number[]) => Steps<AddJobs>
  /**
   * Makes waiting runs due, each after a delay: adds their jobs, or reschedules those that are not claimed. A
   * run that locks an order uses the job of its delivery.
   */
  wake: (runs: readonly { id: Id; delay: Millis }[]) => Steps<void>
  /**
   * Adds the missing jobs of a subscription that may now run its deliveries. If there are many, adds only the
   * first jobs, and a job that adds the others.
   */
  resume: (subscription: number) => Steps<void>
  /**
   * Adds the next jobs of a resumed subscription, under the claim of the resuming job. Returns true when
   * there may be more; otherwise ends the claim. Throws `run.taken-over`.
   */
  resumeNext: (claim: WorkClaim) => Steps<boolean>
  /**
   * Checks that this process still holds the claims. They cannot be lost until the transaction ends. Throws
   * `run.taken-over`.
   */
  hold: (claims: readonly WorkClaim[]) => Steps<void>
  /** Removes the jobs of finished work. Throws `run.taken-over`. */
  finish: (claims: readonly WorkClaim[]) => Steps<void>
  /**
   * Ends claims and queues their work again, each due after a delay. Work with an order key stays first in
   * its order and locks it until then. Throws `run.taken-over`.
   */
  putBack: (claims: readonly { claim: WorkClaim; delay: Millis }[]) => Steps<void>
}

function* nothing(): Steps<void> {}

/** Job writer for a store that only one process uses. Writes nothing. */
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
