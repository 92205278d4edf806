import type { Id, Json, Millis, NewAlert, PollFailure, Polling, Schedule } from '@hookwright/model'
import type { NewDelivery } from './deliveries.ts'
import type { AtService, ConnectionAtService } from './renewals.ts'
import type { RunRow } from './runs.ts'

/** Poll plan of a subscription. */
export interface PollPlan extends Polling {
  subscriptionId: Id
  /** Connection that its cursor belongs to. */
  connectionId: Id | null
  cursor: Json
  /** Version of the plan: changes with every poll and every change. */
  turn: number
}

/** End of a poll. Written only while the plan still has the turn with which the poll began. */
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
  /** Deliveries of its records, in order. */
  deliveries: NewDelivery[]
}

/** Failed poll. */
export interface PollFailed extends PollEnd {
  failure: PollFailure
  alert?: NewAlert | undefined
}

/** Polls of users' flows: cursor and next poll of each subscription. */
export interface PollStore {
  find(subscriptionId: Id): Promise<PollPlan | null>
  /**
   * Replans the polls of a wanted subscription. Does nothing for one that is no longer wanted or
   * has another revision. The cursor stays, unless it belongs to another connection: then the next
   * poll is a first poll.
   */
  plan(plan: {
    subscriptionId: Id
    /** Revision with this schedule. */
    revisionId: Id
    connectionId: Id | null
    schedule: Schedule
    nextAt: Millis | null
  }): Promise<void>
  /** Deletes the plans of subscriptions that are no longer wanted. */
  removeEnded(): Promise<void>
  /** Returns the wanted subscriptions whose event is polled. */
  listeners(): Promise<Id[]>
  /** Returns those of these subscriptions whose event is polled. */
  polled(ids: Id[]): Promise<{ id: Id; wanted: boolean }[]>
  /**
   * Returns due polls, the most overdue first, without those of paused flows.
   * @param page returns at most `limit`, and none of the connections in `except`
   */
  due(at: Millis, page: { limit: number; except: ConnectionAtService[] }): Promise<AtService[]>
  /** Returns the time of the first poll after `at` of a running flow. */
  nextAfter(at: Millis): Promise<Millis | null>
  /**
   * Accepts the deliveries of a poll and stores its cursor, in one commit. Returns false, without
   * changes, when the plan has another turn. Of consecutive polls without deliveries, only the last
   * one's run is stored.
   */
  succeed(end: PollSuccess): Promise<boolean>
  /**
   * Stores the failure of a poll, with its alert. Returns false, without changes, when the plan has
   * another turn.
   */
  fail(end: PollFailed): Promise<boolean>
}
