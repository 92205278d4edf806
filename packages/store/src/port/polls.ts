import type { Id, Json, Millis, NewAlert, PollFailure, Polling, Schedule } from '@hookwright/model'
import type { NewDelivery } from './deliveries.ts'
import type { ConnectionAtService, SubscriptionAtService } from './renewals.ts'
import type { RunRow } from './runs.ts'

/** Polling plan of a subscription. */
export interface PollPlan extends Polling {
  subscriptionId: Id
  /** Connection to which the cursor belongs; the cursor is reset for another one. */
  connectionId: Id | null
  cursor: Json
  /** Version of the plan, which changes with every poll and every change. Used for optimistic locking. */
  turn: number
}

/** Result of a poll. It is only stored if the plan's `turn` has not changed since the poll started. */
interface PollEnd {
  subscriptionId: Id
  turn: number
  run: RunRow
  nextAt: Millis | null
}

/** Successful poll. */
export interface PollSuccess extends PollEnd {
  cursor: Json
  polledAt: Millis
  /** Deliveries of the polled records, in order. */
  deliveries: NewDelivery[]
}

/** Failed poll. */
export interface PollFailed extends PollEnd {
  failure: PollFailure
  alert?: NewAlert | undefined
}

/** Store of polling plans: the cursor and the next poll of each subscription. */
export interface PollStore {
  find(subscriptionId: Id): Promise<PollPlan | null>
  /**
   * Replaces the polling plan of a wanted subscription. Does nothing if the subscription is no longer wanted
   * or has another revision. With another connection, the cursor is reset and the next poll is a first poll.
   */
  plan(plan: {
    subscriptionId: Id
    /** Revision of the flow with this schedule. */
    revisionId: Id
    connectionId: Id | null
    schedule: Schedule
    nextAt: Millis | null
  }): Promise<void>
  /** Deletes the plans of subscriptions that are no longer wanted. */
  removeEnded(): Promise<void>
  /** Returns the ids of wanted subscriptions with a polled event. */
  listeners(): Promise<Id[]>
  /** Returns those of the given subscriptions whose event is polled. */
  polled(ids: Id[]): Promise<{ id: Id; wanted: boolean }[]>
  /**
   * Returns due polls, most overdue first. Omits paused flows.
   *
   * @param page Returns at most `limit` polls, and none with a connection in `except`.
   */
  due(at: Millis, page: { limit: number; except: ConnectionAtService[] }): Promise<SubscriptionAtService[]>
  /** Returns the time of the first poll after `at`, among flows that are not paused. */
  nextAfter(at: Millis): Promise<Millis | null>
  /**
   * Stores the deliveries and the cursor of a poll in one commit. Returns false, without changes, if the
   * plan's `turn` has changed since the poll started. Of consecutive polls without deliveries, only the last
   * run is stored.
   */
  succeed(end: PollSuccess): Promise<boolean>
  /**
   * Stores the failure of a poll and its alert. Returns false, without changes, if the plan's `turn` has
   * changed since the poll started.
   */
  fail(end: PollFailed): Promise<boolean>
}
