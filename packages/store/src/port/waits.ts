import type { Id, Json, Millis, NewAlert, SuspendedCounts } from '@hookwright/model'
import type { Scope } from './lists.ts'
import type { AfterLast, FinishedRun, RunRow } from './runs.ts'
import type { Claimed } from './shared-work.ts'

/** Waiting run that is due. */
export interface DueRun {
  id: Id
  subscriptionId: Id
  /** Id of the run's delivery; the run's own id if it has none. */
  deliveryId: Id
  until: Millis
  /** Order key that the run locks; `null` if there is none. */
  orderKey: string | null
  /** Crash counter of the run. */
  starts: number
}

/** State of a suspended run. It is stored durably before anyone is told that the run waits. */
export interface StoredWait extends Claimed {
  /** Random values that the run has drawn since its last effect. */
  draws: { key: string; result: Json }[]
  /** State of the waiting step; `null` if it has not changed. */
  wait: { key: string; result: Json } | null
  /** States of further waiting steps, for items that run in parallel. */
  others?: { key: string; result: Json }[]
  /** Record that the run processes; `null` if there is none or it is already stored. */
  record: Record<string, Json> | null
  /** Due time. `null` for a run on hold, which locks no order key and does not resume automatically. */
  until: Millis | null
  orderKey: string | null
  /** True for a resumed run. The write fails unless the run still waits. */
  woken?: boolean
  /** Alert of a run on hold. */
  alert?: NewAlert
  /** Clock of this process. The delay until the due time is measured from here. */
  now?: Millis
}

/** Store of suspended runs. Their journals and the requests of their deliveries are kept. */
export interface WaitStore {
  /**
   * Stores a run that waits or is on hold. If it is the first run, its delivery becomes `done`. Resets the
   * crash counter. Ends the claim of the run, or the claim of its delivery if the run locks the order.
   * @throws `delivery.gone`, `flow.gone`, `subscription.gone`; for a resumed run that no longer waits,
   * `run.gone` or `run.not-suspended`.
   */
  suspend(run: RunRow, kept: StoredWait): Promise<void>
  /**
   * Returns due runs of subscriptions that run deliveries, longest overdue first. `after` and `behind` omit
   * the runs up to a time or up to a run; `except` excludes subscriptions. `of` selects the runs that a claim
   * is for: a run by its id, or the run that locks the order of a delivery.
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
  /** Returns the order keys that are locked by a run. */
  orders(): Promise<{ flowId: Id; orderKey: string }[]>
  /**
   * Updates which waiting runs can become due: only those of subscriptions that run deliveries. Called after
   * a status change of a subscription, or with `null` for all at startup. Other runs are then not read
   * repeatedly.
   */
  follow(subscriptionId: Id | null): Promise<void>
  /** Increments the crash counter of each run, before it starts. */
  countStarts(ids: Id[]): Promise<void>
  clearStarts(ids: Id[]): Promise<void>
  /**
   * Makes runs that wait for an open circuit breaker due at `at`, unless they are due earlier. Checks one
   * batch of runs, starting at `from` (initially 0). Returns the start of the next batch; `null` at the end.
   */
  wakeHeld(at: Millis, from: number): Promise<number | null>
  /**
   * Reschedules waits that a fast clock has planned too late. A retry becomes due within `retry`, a run
   * blocked by a circuit breaker within `held`. A timed wait keeps its planned duration, starting at `now`.
   * Works in batches, like `wakeHeld`.
   */
  bringForward(params: { now: Millis; retry: Millis; held: Millis }, from: number): Promise<number | null>
  /** Makes a run that waits or is on hold due at a time. Throws `run.gone`, `run.not-suspended`. */
  goOn(id: Id, at: Millis): Promise<void>
  /**
   * Ends a run that waits or is on hold. Returns the order key that it locked, if any. Throws `run.gone`,
   * `run.not-suspended`.
   */
  cancel(end: FinishedRun, then: AfterLast): Promise<{ flowId: Id; orderKey: string | null }>
  /**
   * Returns the ids of a flow's runs that wait or are on hold. Includes such runs of other flows that its
   * runs have started.
   */
  ofFlow(flowId: Id): Promise<Id[]>
  /** Counts the runs in a scope that wait or are on hold, up to a thousand in total. */
  count(scope: Scope): Promise<SuspendedCounts>
}
