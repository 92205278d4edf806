import type { Id, Millis } from '@hookwright/model'

/**
 * Kind of shared work. It is a delivery with its records, a waiting run, the replay of a delivery, or the resumption of
 * a subscription, which adds jobs for its waiting deliveries.
 */
export type WorkKind = 'delivery' | 'run' | 'replay' | 'resume'

/**
 * Work that this process has claimed from the queue of all processes. It keeps the claim until it settles or
 * releases it, or until it has sent no heartbeat for ten seconds. A write with a lost claim throws
 * `run.taken-over` and changes nothing.
 */
export interface WorkClaim {
  kind: WorkKind
  /** Delivery, run, or subscription. */
  id: Id
  flowId: Id
  /** Queue that it was fetched from. */
  queue: string
  /** Number of earlier claims, which distinguishes this one. */
  attempt: number
  /** Number of processes in a row that were lost while they had it. It may have been the cause. */
  losses: number
  /** True when other work waits for it, because of an order or a limit. */
  holdsOthers: boolean
}

/** Task that one process does for all. */
export type Duty = 'upkeep' | 'polls' | 'registrations' | 'replays'

/** Numbers of jobs in a queue that all processes share, by state. */
export interface QueueDepth {
  /** Name of the queue: `work`, `work-in-order`, `work-resumed` or `duties`. */
  queue: string
  /** Jobs that are due and that no process has claimed. */
  waiting: number
  /** Jobs that are due later, such as waits, retries, and the first event of an order of a paused flow. */
  planned: number
  /** Jobs that a process has claimed. */
  running: number
  /** Time since the first of the waiting jobs was due; null for none. */
  oldestWaiting: Millis | null
}

/**
 * Claim under which something is written; none where this process has all work. A method ends the claim only
 * where it says so.
 */
export interface Claimed {
  claim?: WorkClaim | undefined
}

/**
 * Work that all processes share. A method of the store that makes something runnable adds it to the
 * queue in the same transaction, so nothing is scanned at a start, and nothing is lost.
 */
export interface SharedWork {
  /**
   * Claims up to `most` works, the oldest first: of the works of one order only the first, and of a
   * flow with a limit no more than it permits, in whichever processes they run. `except` are flows
   * that have enough.
   */
  claim(most: number, except?: readonly Id[]): Promise<WorkClaim[]>
  /**
   * Claims work of this process by its id, even before it is due. Null when somebody else has it, or
   * when the limit of its flow does not permit it.
   */
  claimOwn(id: Id): Promise<WorkClaim | null>
  /**
   * Returns the claim of a delivery that was claimed as it was accepted, once. Null when it was not: a limit or an order
   * asks for a search, its flow runs nothing, or the flow is being resumed.
   */
  takeAccepted(id: Id): WorkClaim | null
  /** Reserves works for this process for ten more seconds, unless one of them has been claimed. */
  keep(ids: readonly Id[]): Promise<void>
  /**
   * Ends the claim of work that is done, or that may not run at present. What can still run is
   * queued again, due after `delay`; what is ordered and may not run stays first in its order. Does
   * nothing for a claim that has ended. Throws `run.taken-over`.
   */
  settle(claim: WorkClaim, delay: Millis): Promise<void>
  /**
   * Adds the next waiting works of a subscription that is resumed, in a transaction of its own. Returns true when there
   * may be more; otherwise it has ended the claim. Throws `run.taken-over`.
   */
  addWaiting(claim: WorkClaim): Promise<boolean>
  /** Forgets the losses of work, which has run for so long that it is not the cause. */
  acquit(claim: WorkClaim): Promise<void>
  /** Releases claims, so that other processes may take them at once. A lost claim is forgotten. */
  release(claims: readonly WorkClaim[]): Promise<void>
  /**
   * Takes a duty as soon as no other process has it. `begin` is called then, and returns a function
   * that ends what it has begun; this is called when another process has the duty after this one has
   * stalled. It may begin again. Returns a function that gives the duty back, and resolves once that
   * has ended.
   */
  duty(duty: Duty, begin: () => () => Promise<void>): () => Promise<void>
  /** Counts the jobs of each queue, the duties among them. */
  depths(): Promise<QueueDepth[]>
  /** Calls a function when this process has added work that is due. Returns one that ends it. */
  listen(hint: () => void): () => void
}
