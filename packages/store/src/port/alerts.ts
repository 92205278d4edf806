import type { Alert, AlertKind, Id, Millis, NewAlert } from '@hookwright/model'
import type { NewAlertMessage } from './alert-endpoints.ts'
import type { NewDelivery } from './deliveries.ts'
import type { PageOf } from './lists.ts'
import type { SubscriptionRow } from './subscriptions.ts'

/** Owner filter: alerts of one owner and those that everyone may see, or all for null. */
export interface AlertScope {
  ownerId: string | null
}

export interface AlertFilter extends AlertScope, Pick<PageOf, 'before' | 'limit'> {
  /** Kinds of alerts; all if omitted. */
  kinds?: AlertKind[]
  /** Unread alerts only. */
  unseen?: true
}

/**
 * Alerts. Most of them are written by the method that writes what they tell of, in its commit; one
 * whose fact was told before is left out, and one that comes within `ALERT_FOLD` of another of its kind and thing is
 * counted there, which is unseen then.
 */
export interface AlertStore {
  /** Writes one that comes of no other commit. False when its fact was told before. */
  raise(alert: NewAlert): Promise<boolean>
  find(id: Id): Promise<Alert | null>
  /** Newest first. */
  list(filter: AlertFilter): Promise<{ rows: Alert[]; next: Id | null }>
  countUnseen(scope: AlertScope): Promise<number>
  /** Marks these as seen, or all for null; nothing of those that are or that are out of the scope. */
  markSeen(given: AlertScope & { ids: Id[] | null; at: Millis }): Promise<void>
  /** Returns alerts that were not sent to flows yet, oldest first. */
  waiting(limit: number): Promise<Alert[]>
  /** Wanted subscriptions of flows that listen to this connector, in no order. */
  subscriptionsOf(connectorId: Id): Promise<SubscriptionRow[]>
  /**
   * Hands one out: its deliveries are accepted and its messages wait to be sent, in one commit, so that each is there
   * once. A subscription that is no longer wanted gets none. False, and nothing changed, when it was handed out.
   */
  handOut(
    id: Id,
    given: { at: Millis; deliveries: NewDelivery[]; messages: NewAlertMessage[] }
  ): Promise<boolean>
  /**
   * Deletes facts, alerts and messages from before this time, up to a maximum of each. Returns true when there may be
   * more.
   */
  forget(before: Millis, most: number): Promise<boolean>
}
