import type { Id, Json, Millis, NewAlert, SuspendedCounts } from '@hookwright/model'
import type { Scope } from './lists.ts'
import type { AfterLast, FinishedRun, RunRow } from './runs.ts'
import type { Claimed } from './shared-work.ts'

/** Waiting run that is due. */
export interface DueRun {
  id: Id
  subscriptionId: Id
  /** Delivery of the run; the run itself, for one without a delivery. */
  deliveryId: Id
  until: Millis
  /** Order that it locks; null for none. */
  orderKey: string | null
  /** Number of unfinished starts. */
  starts: number
}

/** State of a suspended run. Durable before anybody is notified. */
export interface StoredWait extends Claimed {
  /** Random values drawn since its last effect. */
  draws: { key: string; result: Json }[]
  /** State of the step at which it waits; null when unchanged. */
  wait: { key: string; result: Json } | null
  /** State of further waiting steps, of concurrent items. */
  others?: { key: string; result: Json }[]
  /** Record of the run; null where its row contains it already, or without a record. */
  record: Record<string, Json> | null
  /** Due time; null for a run on hold, which locks no order and does not resume automatically. */
  until: Millis | null
  orderKey: string | null
  /** True for a resumed run, which must still be waiting. */
  woken?: boolean
  /** Alert of a run on hold. */
  alert?: NewAlert
  /** Time of the process, from which shared work counts to the due time. */
  now?: Millis
}

/** Suspended runs. Their journal and the body of their delivery are kept. */
export interface WaitStore {
  /**
   * Writes a run that waits or is on hold, and makes its delivery `done` if this was the first run.
   * Counted starts are cleared. Ends a claim of this run, and that of a delivery whose order it
   * locks. Throws `delivery.gone`, `flow.gone`, `subscription.gone`; for a
   * resumed run that no longer waits, `run.gone` or `run.not-suspended`.
   */
  suspend(run: RunRow, kept: StoredWait): Promise<void>
  /**
   * Returns due runs of subscriptions whose deliveries are run, the longest due first. `after`
   * omits those up to a time, `behind` those up to a run, `except` those of some subscriptions. `of`
   * selects those of a claim: the run itself, or the one that locks the order of a delivery.
   */
  due(filter: {
    to: Millis
    after?: Millis
    behind?: Pick<DueRun, 'until' | 'id'>
    except?: Id[]
    of?: Id
    limit: number
  }): Promise<DueRun[]>
  /** Returns the time of the next due run after a time; null when there is none. */
  next(after: Millis): Promise<Millis | null>
  /** Returns a waiting run with its record; null when it no longer waits. */
  find(id: Id): Promise<{ run: RunRow; record: Record<string, Json> | null } | null>
  /** Returns the orders that are locked by a run. */
  orders(): Promise<{ flowId: Id; orderKey: string }[]>
  /**
   * Makes runs due only while their subscription runs deliveries. Called when a subscription
   * changes its status, or for all after a startup, so that runs that may not resume are not read
   * repeatedly.
   */
  follow(subscriptionId: Id | null): Promise<void>
  /** Counts a start of each run, before any of them begins. */
  countStarts(ids: Id[]): Promise<void>
  clearStarts(ids: Id[]): Promise<void>
  /**
   * Makes runs that wait for a blocked service due at this time, unless they are due sooner. Checks
   * a batch of waits from a position, initially 0. Returns the next position, null at the end.
   */
  wakeHeld(at: Millis, from: number): Promise<number | null>
  /**
   * Reschedules waits that were planned too late by a clock running ahead. A retry becomes due
   * within `retry`, a blocked one within `held`, a timed wait as long after `now` as originally
   * planned. Checks a batch from a position, like `wakeHeld`.
   */
  bringForward(params: { now: Millis; retry: Millis; held: Millis }, from: number): Promise<number | null>
  /** Resumes a run that waits or is on hold at this time. Throws `run.gone`, `run.not-suspended`. */
  goOn(id: Id, at: Millis): Promise<void>
  /**
   * Writes the end of a run that waits or is on hold. Returns the order that it locked, if any.
   * Throws `run.gone`, `run.not-suspended`.
   */
  cancel(end: FinishedRun, then: AfterLast): Promise<{ flowId: Id; orderKey: string | null }>
  /**
   * Returns the runs of a flow that wait or are on hold, with those of other flows that its runs
   * have begun.
   */
  ofFlow(flowId: Id): Promise<Id[]>
  /**
   * Counts the runs of a scope that wait or are on hold, as in lists, up to a thousand in total.
   */
  count(scope: Scope): Promise<SuspendedCounts>
}
