import type { FaultData, Gap, Healing, Id, Millis, SubscriptionStatus } from '@hookwright/model'
import type { AtService, ConnectionAtService } from './renewals.ts'
import type { SubscriptionStore } from './subscriptions.ts'

/** Planned comparisons with services, and the resulting repairs. */
export interface ComparisonStore {
  /**
   * Returns subscriptions whose comparison is planned for `at` or before, the earliest first.
   * @param page returns at most `limit`, and none of the connections in `except`
   */
  due(at: Millis, page: { limit: number; except: ConnectionAtService[] }): Promise<AtService[]>
  /** Returns the time of the first comparison planned after `at`. */
  nextAfter(at: Millis): Promise<Millis | null>
  /** Returns the earliest time of a planned comparison of these subscriptions. */
  nextOf(ids: Id[]): Promise<Millis | null>
  /**
   * Plans the next comparison, and stores the repair. Returns false, without changes, when its
   * status or its repair differs from `seen`. Throws `subscription.gone`.
   */
  plan(
    id: Id,
    plan: { compareAt: Millis | null; healing: Healing | null },
    seen: { status: Pick<SubscriptionStatus, 'is'>; healing: Healing | null }
  ): Promise<boolean>
  /**
   * Adopts a registration (ended: uncertain → on and wanted) with the listed Registration Data.
   * Returns false, without changes, in any other status, while the flow has another wanted one,
   * when it is to stay off, or when the flow was deleted.
   */
  adopt(
    id: Id,
    params: { at: Millis; registrationData: Uint8Array; gaps: Gap[]; compareAt: Millis }
  ): Promise<boolean>
  /**
   * Starts registering a flow again on the terms of an uncertain subscription, and ends the repair
   * of that one. Throws as `SubscriptionStore.begin`, and `subscription.already-off` when it is to
   * stay off.
   */
  registerAgain(
    ended: Id,
    beginning: Omit<Parameters<SubscriptionStore['begin']>[0], 'revision' | 'snapshot'> & { healing: Healing }
  ): Promise<void>
  /**
   * Replaces the reason of a cleanup entry and the time of its retry. Throws `cleanup.gone`,
   * `cleanup.closed`.
   */
  planEntry(entryId: Id, plan: { why: FaultData; nextAt: Millis }): Promise<void>
}
