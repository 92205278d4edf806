import type { FaultData, Gap, Healing, Id, Millis, SubscriptionStatus } from '@hookwright/model'
import type { ConnectionAtService, SubscriptionAtService } from './renewals.ts'
import type { SubscriptionStore } from './subscriptions.ts'

/** Store of planned comparisons with services, and of the resulting repairs. */
export interface ComparisonStore {
  /**
   * Returns subscriptions with a comparison planned for `at` or before, earliest first.
   *
   * @param page Returns at most `limit` subscriptions, and none with a connection in `except`.
   */
  due(at: Millis, page: { limit: number; except: ConnectionAtService[] }): Promise<SubscriptionAtService[]>
  /** Returns the time of the first comparison planned after `at`. */
  nextAfter(at: Millis): Promise<Millis | null>
  /** Returns the earliest time of a planned comparison of these subscriptions. */
  nextOf(ids: Id[]): Promise<Millis | null>
  /**
   * Plans the next comparison and stores the state of the repair. Returns false, without changes, if the
   * status or the repair differs from `seen`. Throws `subscription.gone`.
   */
  plan(
    id: Id,
    plan: { compareAt: Millis | null; healing: Healing | null },
    seen: { status: Pick<SubscriptionStatus, 'is'>; healing: Healing | null }
  ): Promise<boolean>
  /**
   * Adopts a registration with the listed Registration Data: the status changes from ended (uncertain) to on,
   * and the subscription becomes wanted. Returns false, without changes, in any other status, if the flow has
   * another wanted subscription, if the flow must stay off, or if it was deleted.
   */
  adopt(
    id: Id,
    params: { at: Millis; registrationData: Uint8Array; gaps: Gap[]; compareAt: Millis }
  ): Promise<boolean>
  /**
   * Registers a flow again with the settings (terms) of its uncertain subscription. The repair of that
   * subscription ends. Throws the faults of `SubscriptionStore.begin`, and `subscription.already-off` if the
   * flow must stay off.
   */
  registerAgain(
    ended: Id,
    beginning: Omit<Parameters<SubscriptionStore['begin']>[0], 'revision' | 'snapshot'> & { healing: Healing }
  ): Promise<void>
  /** Replaces the reason and the retry time of a cleanup entry. Throws `cleanup.gone`, `cleanup.closed`. */
  planEntry(entryId: Id, plan: { why: FaultData; nextAt: Millis }): Promise<void>
}
