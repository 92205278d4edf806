import type { Id, Json, Millis, NewAlert, SuspendedCounts } from '@hookwright/model'
import type { Scope } from './lists.ts'
import type { AfterLast, FinishedRun, RunRow } from './runs.ts'

/** A run that waits and whose time has come. */
export interface DueRun {
  id: Id
  subscriptionId: Id
  /** The run itself, for one of no delivery. */
  deliveryId: Id
  until: Millis
  /** The order in which it keeps its turn; null for none. */
  orderKey: string | null
  /** Number of starts that did not end. */
  starts: number
}

/** State of a suspended run; durable before anybody is notified. */
export interface KeptWait {
  /** Drawn since its last effect. */
  draws: { key: string; result: Json }[]
  /** State of the step at which it waits; null when it did not change. */
  wait: { key: string; result: Json } | null
  /** State of further steps at which it waits, of items that are under way at the same time. */
  others?: { key: string; result: Json }[]
  /** The record that it is for; null where its row says that already, or it is for none. */
  record: Record<string, Json> | null
  /** Null for one that is on hold: it is suspended, keeps no turn, and nothing wakes it by itself. */
  until: Millis | null
  orderKey: string | null
  /** True for one that waited, which has to wait still. */
  woken?: boolean
  /** Alert of a run on hold. */
  alert?: NewAlert
}

/** Suspended runs. They keep their journal, and their delivery keeps its body. */
export interface WaitStore {
  /**
   * Writes a run as it waits or is on hold, and makes its delivery `done` if this was the first run. Starts that were
   * counted are undone. Throws `delivery.gone`, `flow.gone`, `subscription.gone`; if it was woken and waits no more,
   * `run.gone` or `run.not-suspended`.
   */
  suspend(run: RunRow, kept: KeptWait): Promise<void>
  /**
   * Returns due runs, the longest due first, of subscriptions whose deliveries are run. `after` leaves out those up to a
   * time, `behind` those up to a run, `except` those of some subscriptions.
   */
  due(filter: {
    to: Millis
    after?: Millis
    behind?: Pick<DueRun, 'until' | 'id'>
    except?: Id[]
    limit: number
  }): Promise<DueRun[]>
  /** Time when the next one is due after a time; null when none is. */
  next(after: Millis): Promise<Millis | null>
  /** A waiting run with its record; null when it no longer waits. */
  find(id: Id): Promise<{ run: RunRow; record: Record<string, Json> | null } | null>
  /** The orders in which a run keeps its turn. */
  orders(): Promise<{ flowId: Id; orderKey: string }[]>
  /**
   * Its runs are due for as long as a subscription runs what comes to it: said when it has another status, or of all,
   * after a start, so that what nobody may run is not looked at over and over.
   */
  follow(subscriptionId: Id | null): Promise<void>
  /** Counts a start of each, before any of them is begun. */
  countStarts(ids: Id[]): Promise<void>
  clearStarts(ids: Id[]): Promise<void>
  /**
   * Makes runs that wait for a blocked service due at this time, unless they are due sooner. Looks at a few of what waits
   * from a place on, at first 0; returns the place to go on from, null when there are no more.
   */
  wakeHeld(at: Millis, from: number): Promise<number | null>
  /**
   * Reschedules waits that were planned too late by a clock that ran ahead: a retry is due within `retry`, one that is
   * held back within `held`, a time as long behind `now` as it was planned for. Looks at a few from a place on, as
   * `wakeHeld`.
   */
  bringForward(given: { now: Millis; retry: Millis; held: Millis }, from: number): Promise<number | null>
  /** Resumes a run that waits or is on hold at this time. Throws `run.gone`, `run.not-suspended`. */
  goOn(id: Id, at: Millis): Promise<void>
  /**
   * Writes the end of a run that waits or is on hold. Gives the order in which it kept its turn, if any. Throws `run.gone`,
   * `run.not-suspended`.
   */
  cancel(end: FinishedRun, then: AfterLast): Promise<{ flowId: Id; orderKey: string | null }>
  /** Runs of a flow that wait or are on hold, with those of other flows that its runs have begun. */
  ofFlow(flowId: Id): Promise<Id[]>
  /** Number of runs of a scope that wait or are on hold, as lists show them; counted up to a thousand in all. */
  count(scope: Scope): Promise<SuspendedCounts>
}
