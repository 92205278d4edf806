import type { Id, Millis } from '@hookwright/model'

/**
 * Kind of a job in the shared queue. `delivery`: a delivery with its records; `run`: a waiting run; `replay`:
 * the replay of a delivery; `resume`: the resumption of a subscription, which adds jobs for its waiting
 * deliveries.
 */
export type WorkKind = 'delivery' | 'run' | 'replay' | 'resume'

/**
 * Job that this process has claimed from the shared queue. The claim ends when it is settled or released, or
 * after ten seconds without a heartbeat. A write with a lost claim changes nothing and throws
 * `run.taken-over`.
 */
export interface WorkClaim {
  kind: WorkKind
  /** Id of the delivery, run or subscription. */
  id: Id
  flowId: Id
  /** Queue from which the job was claimed. */
  queue: string
  /** Number of times that this job was claimed before. It tells two claims of the same job apart. */
  attempt: number
  /**
   * Number of processes in a row that died while they held this job. If it is high, the job may be what kills
   * them.
   */
  losses: number
  /** True if other jobs wait for this job because of an order or a limit. */
  holdsOthers: boolean
}

/** Duty that a single process performs for all processes. */
export type Duty = 'upkeep' | 'polls' | 'registrations' | 'replays'

/** Numbers of jobs in a shared queue, by state. */
export interface QueueDepth {
  /** Name of the queue: `work`, `work-in-order`, `work-resumed` or `duties`. */
  queue: string
  /** Jobs that are due and that no process has claimed. */
  waiting: number
  /**
   * Jobs that are due later, such as waits, retries, and the first event of an order key in a paused flow.
   */
  planned: number
  /** Jobs that a process has claimed. */
  running: number
  /** Time since the oldest waiting job was due; `null` if no job waits. */
  oldestWaiting: Millis | null
}

/**
 * Claim for a write; absent if a single process uses the database. A method ends the claim only if
 * documented.
 */
export interface Claimed {
  claim?: WorkClaim | undefined
}

/**
 * Job queue shared by all processes. A store method that makes something runnable adds a job in the same
 * transaction. No scan is needed at startup, and no job is lost.
 */
export interface SharedWork {
  /**
   * Claims up to `most` jobs, oldest first. Of several jobs with the same order, only the first is claimed. A
   * flow's concurrency limit applies across all processes. Skips the flows in `except`.
   */
  claim(most: number, except?: readonly Id[]): Promise<WorkClaim[]>
  /**
   * Claims a job by its id, even before it is due. Returns null if another process has it or the flow's limit
   * is reached.
   */
  claimOwn(id: Id): Promise<WorkClaim | null>
  /**
   * Returns the claim that this process got when it stored the delivery. Works once per delivery. Returns
   * null if there is no such claim: the flow has a limit or an order, runs nothing, or is being resumed.
   */
  takeAccepted(id: Id): WorkClaim | null
  /** Reserves jobs for this process for ten more seconds, unless they have been claimed. */
  keep(ids: readonly Id[]): Promise<void>
  /**
   * Ends the claim of a job that is done or cannot run now. If it can still run, it is queued again and due
   * after `delay`. An ordered job that cannot run stays first in its order. Does nothing if the claim has
   * ended. Throws `run.taken-over`.
   */
  settle(claim: WorkClaim, delay: Millis): Promise<void>
  /**
   * Adds jobs for the next waiting deliveries of a resumed subscription, in a separate transaction. Returns
   * true if there may be more; otherwise the claim has ended. Throws `run.taken-over`.
   */
  addWaiting(claim: WorkClaim): Promise<boolean>
  /**
   * Resets `losses` of a job. Called once the job has run so long that it cannot have caused the earlier
   * deaths of processes.
   */
  acquit(claim: WorkClaim): Promise<void>
  /** Releases claims, so that other processes can claim the jobs immediately. Ignores lost claims. */
  release(claims: readonly WorkClaim[]): Promise<void>
  /**
   * Performs a duty whenever no other process does. Calls `begin` when this process gets the duty; `begin`
   * returns a function that stops the work. That function is called if another process takes over because
   * this one stalled; `begin` may be called again later. Returns a function that gives up the duty and
   * resolves when the work has stopped.
   */
  duty(duty: Duty, begin: () => () => Promise<void>): () => Promise<void>
  /** Counts the jobs of each queue, including `duties`. */
  depths(): Promise<QueueDepth[]>
  /** Calls a function when this process has added a due job. Returns a function that stops listening. */
  listen(hint: () => void): () => void
}
