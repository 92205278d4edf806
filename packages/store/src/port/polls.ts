import type { Id, Json, Millis, NewAlert, PollFailure, Polling, Schedule } from '@hookwright/model'
import type { NewDelivery } from './deliveries.ts'
import type { AtService, ConnectionAtService } from './renewals.ts'
import type { RunRow } from './runs.ts'

/** The plan of a subscription whose event is polled. */
export interface PollPlan extends Polling {
  subscriptionId: Id
  /** The connection that its cursor belongs to. */
  connectionId: Id | null
  cursor: Json
  /** Changes with every poll and every change of the plan. */
  turn: number
}

/** The end of a poll; it is written only while the plan has the turn that the poll began with. */
interface PollEnd {
  subscriptionId: Id
  turn: number
  run: RunRow
  nextAt: Millis | null
}

/** A poll that succeeded. */
export interface PollSuccess extends PollEnd {
  cursor: Json
  polledAt: Millis
  /** Deliveries of its records, in their order. */
  deliveries: NewDelivery[]
}

/** A poll that failed. */
export interface PollFailed extends PollEnd {
  failure: PollFailure
  alert?: NewAlert | undefined
}

/** Polls of users' flows: for each subscription the cursor and the next poll. */
export interface PollStore {
  find(subscriptionId: Id): Promise<PollPlan | null>
  /**
   * Replans the polls of a wanted subscription; does nothing for one that is no longer wanted or has another revision
   * by now. The cursor stays, unless it belongs to another connection: then the next poll is a first poll.
   */
  plan(plan: {
    subscriptionId: Id
    /** The revision whose schedule this is. */
    revisionId: Id
    connectionId: Id | null
    schedule: Schedule
    nextAt: Millis | null
  }): Promise<void>
  /** Deletes the plans of subscriptions that are no longer wanted. */
  removeEnded(): Promise<void>
  /** Wanted subscriptions whose event is polled. */
  listeners(): Promise<Id[]>
  /** Returns those of these subscriptions whose event is polled. */
  polled(ids: Id[]): Promise<{ id: Id; wanted: boolean }[]>
  /**
   * Polls that are due, the most overdue first. Those of paused flows are not.
   * @param page at most `limit` of them, and none of the connections in `except`
   */
  due(at: Millis, page: { limit: number; except: ConnectionAtService[] }): Promise<AtService[]>
  /** The time of the first poll after `at` of a flow that is on. */
  nextAfter(at: Millis): Promise<Millis | null>
  /**
   * Accepts the deliveries of a poll and keeps its cursor, in one commit. False, and nothing changed, when its turn is over. Of
   * polls in a row that deliver nothing only the last keeps its run.
   */
  succeed(end: PollSuccess): Promise<boolean>
  /** Keeps why a poll failed, with its alert. False, and nothing changed, when its turn is over. */
  fail(end: PollFailed): Promise<boolean>
}
