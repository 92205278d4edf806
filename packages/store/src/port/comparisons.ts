import type { FaultData, Gap, Healing, Id, Millis, SubscriptionStatus } from '@hookwright/model'
import type { AtService, ConnectionAtService } from './renewals.ts'
import type { SubscriptionStore } from './subscriptions.ts'

/** Comparisons with services that are made without being asked for, and the repairs that follow. */
export interface ComparisonStore {
  /**
   * Subscriptions whose comparison is planned for `at` or before, the earliest first.
   * @param page at most `limit` of them, and none of the connections in `except`
   */
  due(at: Millis, page: { limit: number; except: ConnectionAtService[] }): Promise<AtService[]>
  /** The time of the first one planned for after `at`. */
  nextAfter(at: Millis): Promise<Millis | null>
  /** The earliest time for which a comparison of one of these subscriptions is planned. */
  nextOf(ids: Id[]): Promise<Millis | null>
  /**
   * Plans the next comparison, and says what is to be repaired. False, and nothing changed, when its status or its
   * repair is no longer as `seen`. Throws `subscription.gone`.
   */
  plan(
    id: Id,
    plan: { compareAt: Millis | null; healing: Healing | null },
    seen: { status: Pick<SubscriptionStatus, 'is'>; healing: Healing | null }
  ): Promise<boolean>
  /**
   * ended: uncertain → on and wanted, with the Registration Data that the service lists. False, and nothing changed, in any
   * other status, while the flow has another wanted one, when it is to stay off, or when the flow was deleted.
   */
  adopt(
    id: Id,
    given: { at: Millis; registrationData: Uint8Array; gaps: Gap[]; compareAt: Millis }
  ): Promise<boolean>
  /**
   * Starts registering a flow again on the terms of a subscription that became uncertain, and ends the repair of that
   * one. Throws as `SubscriptionStore.begin`, and `subscription.already-off` when it is to stay off.
   */
  registerAgain(
    ended: Id,
    beginning: Omit<Parameters<SubscriptionStore['begin']>[0], 'revision' | 'snapshot'> & { healing: Healing }
  ): Promise<void>
  /** Replaces why a cleanup entry is open and when it is retried. Throws `cleanup.gone`, `cleanup.closed`. */
  planEntry(entryId: Id, plan: { why: FaultData; nextAt: Millis }): Promise<void>
}
