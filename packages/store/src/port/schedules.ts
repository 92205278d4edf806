import type { Id, Millis, Schedule } from '@hookwright/model'
import type { NewDelivery } from './deliveries.ts'

/** Scheduling plan of a subscription. */
export interface SchedulePlan {
  subscriptionId: Id
  schedule: Schedule
  /** Next scheduled time (tick); `null` if there is none. */
  nextAt: Millis | null
  /** Last delivered tick; `null` if there was none. */
  previousAt: Millis | null
}

/** Tick to deliver. The plan only changes if its next tick is still `expected`. */
export interface Tick {
  subscriptionId: Id
  /** Next tick of the plan when it was read. */
  expected: Millis
  /** Time of the delivered tick, and the time of the one after it (`null` if there is none). */
  at: Millis
  nextAt: Millis | null
  /** Dedup key of the tick within its flow. */
  key: Uint8Array
  delivery: NewDelivery
}

/** Store of scheduling plans: the next tick of each subscription. */
export interface ScheduleStore {
  find(subscriptionId: Id): Promise<SchedulePlan | null>
  /** Replaces the plan of a wanted subscription. Does nothing if it is no longer wanted. */
  plan(plan: SchedulePlan): Promise<void>
  /** Deletes the plans of subscriptions that are no longer wanted. */
  removeEnded(): Promise<void>
  /** Returns those of the given subscriptions whose flow starts on a schedule, not with a service's event. */
  started(ids: Id[]): Promise<{ id: Id; wanted: boolean }[]>
  /** Returns due plans, most overdue first. Omits the subscriptions in `except` and paused flows. */
  due(at: Millis, limit: number, except?: Id[]): Promise<SchedulePlan[]>
  /**
   * Returns the earliest tick of running flows, without the subscriptions in `except`; `null` if no tick is
   * planned.
   */
  earliest(except?: Id[]): Promise<Millis | null>
  /**
   * Stores the delivery of a tick and advances the plan, in one commit. Returns false, without changes, if
   * the tick was already delivered or the flow is not on. A tick with a known key only advances the plan.
   */
  tick(tick: Tick): Promise<boolean>
}
