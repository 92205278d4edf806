import type { Id, Millis, Schedule } from '@hookwright/model'
import type { NewDelivery } from './deliveries.ts'

/** Schedule plan of a subscription. */
export interface SchedulePlan {
  subscriptionId: Id
  schedule: Schedule
  /** Next tick; null when there are no more. */
  nextAt: Millis | null
  /** Tick that was delivered last. */
  previousAt: Millis | null
}

/** Tick to be delivered. The plan changes only while its next tick is this one. */
export interface Tick {
  subscriptionId: Id
  /** Next tick of the plan as it was read. */
  expected: Millis
  /** Delivered tick, and the one after it. */
  at: Millis
  nextAt: Millis | null
  /** Dedup key of the tick in its flow. */
  key: Uint8Array
  delivery: NewDelivery
}

/** Plans of scheduled flows: the next tick of each subscription. */
export interface ScheduleStore {
  find(subscriptionId: Id): Promise<SchedulePlan | null>
  /** Replaces the plan of a wanted subscription. Does nothing for one that is no longer wanted. */
  plan(plan: SchedulePlan): Promise<void>
  /** Deletes the plans of subscriptions that are no longer wanted. */
  removeEnded(): Promise<void>
  /** Returns those of these subscriptions that start without a service. */
  started(ids: Id[]): Promise<{ id: Id; wanted: boolean }[]>
  /**
   * Returns due plans, most overdue first, except those of these subscriptions and of paused flows.
   */
  due(at: Millis, limit: number, except?: Id[]): Promise<SchedulePlan[]>
  /** Returns the earliest tick of running flows, except these; null when none is planned. */
  earliest(except?: Id[]): Promise<Millis | null>
  /**
   * Accepts the delivery of a tick and advances its plan, in one commit. Returns false, without
   * changes, when the tick was delivered meanwhile or the flow is not on. A tick with a known key
   * only advances the plan.
   */
  tick(tick: Tick): Promise<boolean>
}
