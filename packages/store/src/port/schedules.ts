import type { Id, Millis, Schedule } from '@hookwright/model'
import type { NewDelivery } from './deliveries.ts'

/** The plan of a subscription that a schedule starts. */
export interface SchedulePlan {
  subscriptionId: Id
  schedule: Schedule
  /** The next tick; null once there is none. */
  nextAt: Millis | null
  /** The tick that was delivered last. */
  previousAt: Millis | null
}

/** A tick to be delivered: the plan changes only while its next tick is this one. */
export interface Tick {
  subscriptionId: Id
  /** The next tick of the plan as it was read. */
  expected: Millis
  /** The tick that is delivered, and the one after it. */
  at: Millis
  nextAt: Millis | null
  /** Dedup key of the tick in its flow. */
  key: Uint8Array
  delivery: NewDelivery
}

/** Plans of scheduled flows: for each subscription the next tick. */
export interface ScheduleStore {
  find(subscriptionId: Id): Promise<SchedulePlan | null>
  /** Replaces the plan of a wanted subscription; does nothing for one that is no longer wanted. */
  plan(plan: SchedulePlan): Promise<void>
  /** Deletes the plans of subscriptions that are no longer wanted. */
  removeEnded(): Promise<void>
  /** Returns those of these subscriptions that start without a service. */
  started(ids: Id[]): Promise<{ id: Id; wanted: boolean }[]>
  /** Returns due plans, except those of these subscriptions and of paused flows, most overdue first. */
  due(at: Millis, limit: number, except?: Id[]): Promise<SchedulePlan[]>
  /** The earliest tick of flows that are on, but for these; null when none is planned. */
  earliest(except?: Id[]): Promise<Millis | null>
  /**
   * Accepts the delivery of a tick and moves its plan on, in one commit. False, and nothing changed, when the tick was taken
   * meanwhile or the flow is not on. A tick whose key was seen before only moves the plan.
   */
  tick(tick: Tick): Promise<boolean>
}
