import type { AttemptOutcome, FaultData, Id, Lifetime, Millis, NewAlert } from '@hookwright/model'
import type { FinishedRun } from './runs.ts'
import type { SubscriptionRow } from './subscriptions.ts'

/** When a subscription is renewed next, how often that was tried in vain, and when events may have been missed. */
export type RenewalPlan = Pick<Lifetime, 'renewAt' | 'renewTries' | 'gaps'>

export interface RenewalStore {
  /** Wanted ones, on or paused, that the service ends by itself; oldest first. */
  expiring(): Promise<SubscriptionRow[]>
  /** With an alert where the plan holds a gap that somebody should know of. Throws `subscription.gone`. */
  plan(id: Id, plan: RenewalPlan, alert?: NewAlert): Promise<void>
  /**
   * Ends an attempt to renew, with what it gave and what comes next; null Registration Data stays as it is. Throws
   * `subscription.gone`.
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
