import type { Alert, AlertKind, Id, Millis, NewAlert } from '@hookwright/model'
import type { NewAlertMessage } from './alert-endpoints.ts'
import type { NewDelivery } from './deliveries.ts'
import type { PageOf } from './lists.ts'
import type { SubscriptionRow } from './subscriptions.ts'

/**
 * Filter by owner. It selects the alerts of one owner and the alerts for everyone; `null` selects all alerts.
 */
export interface AlertScope {
  ownerId: string | null
}

export interface AlertFilter extends AlertScope, Pick<PageOf, 'before' | 'limit'> {
  /** Kinds of alerts; all if omitted. */
  kinds?: AlertKind[]
  /** Limits the list to unread alerts. */
  unseen?: true
}

/**
 * Store of alerts. Most alerts are written in the same transaction as their cause. An alert for a fact that was
 * reported before is dropped. Within `ALERT_FOLD`, an alert with the kind and item of an earlier one increases its
 * count and marks it as unread.
 */
export interface AlertStore {
  /**
   * Writes an alert in its own transaction. Returns false if the fact that it reports was reported before.
   */
  raise(alert: NewAlert): Promise<boolean>
  find(id: Id): Promise<Alert | null>
  /** Lists alerts, newest first. */
  list(filter: AlertFilter): Promise<{ rows: Alert[]; next: Id | null }>
  countUnseen(scope: AlertScope): Promise<number>
  /**
   * Marks alerts as read. If `ids` is null, marks all alerts of the given owner filter. Ignores alerts that
   * are already read or that the filter excludes.
   */
  markSeen(params: AlertScope & { ids: Id[] | null; at: Millis }): Promise<void>
  /** Returns alerts that were not sent to flows yet, oldest first. */
  waiting(limit: number): Promise<Alert[]>
  /** Returns the wanted subscriptions of flows that listen to alerts of this connector, in no order. */
  subscriptionsOf(connectorId: Id): Promise<SubscriptionRow[]>
  /**
   * Dispatches an alert: accepts its deliveries and queues its messages in one commit, so that each
   * exists once. Subscriptions that are no longer wanted are skipped. Returns false, without
   * changes, when it was dispatched before.
   */
  dispatch(
    id: Id,
    params: { at: Millis; deliveries: NewDelivery[]; messages: NewAlertMessage[] }
  ): Promise<boolean>
  /**
   * Deletes old alerts, messages, and records of reported facts, up to a maximum of each. Returns true when
   * there may be more.
   */
  forget(before: Millis, most: number): Promise<boolean>
}
