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

/** A connection of a service; a connector without authentication has one that is null. */
export interface ConnectionAtService {
  connectorId: Id
  connectionId: Id | null
}

/** A subscription at its service, as far as queues need it. */
export interface AtService extends ConnectionAtService {
  id: Id
  flowId: Id
}

/** A subscription whose renewal is due. */
export interface DueRenewal extends AtService {
  expiresAt: Millis
}

/** Renewals of subscriptions that are wanted, on or paused, and that their service ends by itself. */
export interface RenewalStore {
  /** Returns renewals planned for `at` or before, earliest expiry first. */
  due(at: Millis): Promise<DueRenewal[]>
  /** The time of the first one planned for after `at`. */
  nextAfter(at: Millis): Promise<Millis | null>
  /** Subscriptions whose renewal has no time yet. */
  unplanned(): Promise<Id[]>
  /** Returns the lifetimes of those of these subscriptions that are renewed. */
  expiringOf(ids: Id[]): Promise<Id[]>
  /** Attempts that a stop interrupted, oldest first. */
  interrupted(): Promise<Attempt[]>
  /** Stores a renewal plan, with an alert when it has a new gap. Throws `subscription.gone`. */
  plan(id: Id, plan: RenewalPlan, alert?: NewAlert): Promise<void>
  /**
   * Ends a renewal attempt, with its result and the next plan; null Registration Data leaves the stored one unchanged.
   * Throws `subscription.gone`.
   */
  end(
    id: Id,
    given: {
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
  /** Keeps Registration Data that was not known when it came on. Throws `subscription.gone`. */
  learn(id: Id, registrationData: Uint8Array): Promise<void>
  /**
   * ended: uncertain → ended: refused, once it is sure that nothing exists at the service. False, and nothing changed, in
   * any other status.
   */
  settleUncertain(id: Id, given: { fault: FaultData }): Promise<boolean>
}
