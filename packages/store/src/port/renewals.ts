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

/** Time of the next renewal of a subscription, number of failed attempts, and gaps in which events may have been missed. */
export type RenewalPlan = Pick<Lifetime, 'renewAt' | 'renewTries' | 'gaps'>

/** Connection at a service; null for a connector without authentication. */
export interface ConnectionAtService {
  connectorId: Id
  connectionId: Id | null
}

/** Subscription at its service, with the data that queues need. */
export interface AtService extends ConnectionAtService {
  id: Id
  flowId: Id
}

/** A subscription whose renewal is due. */
export interface DueRenewal extends AtService {
  expiresAt: Millis
}

/** Renewals of wanted subscriptions that are on or paused and expire at their service. */
export interface RenewalStore {
  /** Returns renewals planned for `at` or before, earliest expiry first. */
  due(at: Millis): Promise<DueRenewal[]>
  /** Returns the time of the first renewal planned after `at`. */
  nextAfter(at: Millis): Promise<Millis | null>
  /** Returns subscriptions whose renewal is not planned yet. */
  unplanned(): Promise<Id[]>
  /** Returns those of these subscriptions that are renewed. */
  expiringOf(ids: Id[]): Promise<Id[]>
  /** Returns the attempts that a stop interrupted, oldest first. */
  interrupted(): Promise<Attempt[]>
  /** Stores a renewal plan, with an alert when it has a new gap. Throws `subscription.gone`. */
  plan(id: Id, plan: RenewalPlan, alert?: NewAlert): Promise<void>
  /**
   * Ends a renewal attempt, with its result and the next plan; null Registration Data leaves the stored one unchanged.
   * Throws `subscription.gone`.
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
      /** Cleanup entry that owns its possible leftovers. */
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
   * Settles an uncertain end (ended: uncertain → ended: refused), once certainly nothing exists at
   * the service. Returns false, without changes, in any other status.
   */
  settleUncertain(id: Id, params: { fault: FaultData }): Promise<boolean>
}
