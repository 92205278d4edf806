import type {
  Attempt,
  AttemptOutcome,
  CleanupEntry,
  FaultData,
  Id,
  Lifetime,
  Millis,
  NewAlert
} from '@hookwright/model'
import type { FinishedRun } from './runs.ts'

/**
 * Renewal plan of a subscription: the time of the next renewal, the number of failed attempts, and the gaps.
 */
export type RenewalPlan = Pick<Lifetime, 'renewAt' | 'renewTries' | 'gaps'>

/**
 * Connector and connection for work at a service. `connectionId` is null for a connector without
 * authentication.
 */
export interface ConnectionAtService {
  connectorId: Id
  connectionId: Id | null
}

/** Subscription with its connection, so that work can be queued per service. */
export interface SubscriptionAtService extends ConnectionAtService {
  id: Id
  flowId: Id
}

/** Subscription with a due renewal. */
export interface DueRenewal extends SubscriptionAtService {
  expiresAt: Millis
}

/** Store of renewals. It covers wanted subscriptions that are on or paused and expire at their service. */
export interface RenewalStore {
  /** Returns renewals planned for `at` or before, earliest expiry first. */
  due(at: Millis): Promise<DueRenewal[]>
  /** Returns the time of the first renewal planned after `at`. */
  nextAfter(at: Millis): Promise<Millis | null>
  /** Returns the ids of subscriptions that need a renewal but have no planned time for it. */
  unplanned(): Promise<Id[]>
  /** Returns the given subscriptions that need renewal. */
  expiringOf(ids: Id[]): Promise<Id[]>
  /** Returns the attempts that were interrupted by a server stop, oldest first. */
  interrupted(): Promise<Attempt[]>
  /** Stores a renewal plan, with an alert for a new gap. Throws `subscription.gone`. */
  plan(id: Id, plan: RenewalPlan, alert?: NewAlert): Promise<void>
  /**
   * Stores the result of a renewal attempt and the next plan. If the new Registration Data is null, the
   * stored data stays. Throws `subscription.gone`.
   */
  end(
    id: Id,
    params: {
      at: Millis
      attemptId: Id
      outcome: AttemptOutcome
      fault: FaultData | null
      run: FinishedRun | null
      renewed: { registrationData: Uint8Array | null; expiresAt: Millis } | null
      plan: RenewalPlan
      /** Cleanup entry for possible leftovers of the attempt. */
      cleanup?: CleanupEntry | null
      alert?: NewAlert
    }
  ): Promise<void>
  /**
   * Stores Registration Data that was unknown when the subscription was turned on. Throws
   * `subscription.gone`.
   */
  learn(id: Id, registrationData: Uint8Array): Promise<void>
  /**
   * Changes the status from ended (uncertain) to ended (refused), when it is certain that nothing exists at
   * the service. Returns false, without changes, in any other status.
   */
  settleUncertain(id: Id, params: { fault: FaultData }): Promise<boolean>
}
