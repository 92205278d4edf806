import type {
  Attempt,
  AttemptOutcome,
  CleanupEntry,
  CleanupResolution,
  FaultData,
  FlowHold,
  Gap,
  Healing,
  Id,
  MatchedKeys,
  Millis,
  NewAlert,
  Revision,
  RevisionSnapshot,
  Subscription,
  SubscriptionEndReason,
  SubscriptionStatus,
  SubscriptionTerms
} from '@hookwright/model'
import type { FlowRow } from './flows.ts'
import type { FinishedRun, RunRow } from './runs.ts'

/** Subscription with internal fields, including encrypted values. */
export interface SubscriptionRow extends Subscription {
  tokenSealed: Uint8Array
  registrationData: Uint8Array | null
  expiresAt: Millis | null
  /** Signing secret generated for the subscription, encrypted; `null` if there is none. */
  signingSecretSealed: Uint8Array | null
  /** Sealed values that handshakes captured. */
  capturedSealed: Uint8Array | null
  matched: MatchedKeys
  renewAt: Millis | null
  renewTries: number
  gaps: Gap[]
  /** End of the period in which it accepts requests in parallel with its successor. */
  answersUntil: Millis | null
  /** Time of the service's request that verified the Event URL; `null` if none was required. */
  probedAt: Millis | null
  /** Time of the next comparison with the service's list; `null` if none is planned. */
  compareAt: Millis | null
  /** Repair after an operation with an uncertain outcome; `null` if none is in progress. */
  healing: Healing | null
}

/** Filter of subscriptions that exist or may exist at services. Without members, all of them. */
export interface RegistrationFilter {
  ownerId?: string | null
  /** Limits the list to flows that start with this event. */
  eventFlowId?: Id
  /**
   * Part of the list. `needy`: leftovers at the service are possible, or events may currently be missed.
   * `fine`: all others.
   */
  part?: 'needy' | 'fine'
  /** Limits the list to subscriptions that started before this one. */
  before?: Id
  limit?: number
}

/** Version of a connector that subscriptions use for their event or an action. */
export interface RunVersion {
  connectorId: Id
  versionId: Id
}

/** Running or paused flows that use versions of a connector. */
export interface VersionUsers {
  connectorId: Id
  /** Versions that at least one of these flows uses. */
  versionIds: Id[]
  /** Number of these flows. A flow that uses several versions counts once. */
  flows: number
}

/** Running or paused flow: its subscription, its row without the draft, and its revision. */
export interface RunningFlow {
  subscription: Subscription
  flow: Omit<FlowRow, 'doc'>
  snapshot: RevisionSnapshot
}

/** Running flow with an Event URL that uses an earlier public URL. */
export interface MovedFlow {
  flowId: Id
  flowName: string | null
  connectorId: Id
  eventFlowId: Id
  /** Public URL at the time of registration. */
  from: string
  /** True if the Event URL must be changed manually, since the flow has no registration flow. */
  byHand: boolean
}

/** Last signs that a subscription works. A time is `null` if there was no such sign yet. */
export interface SubscriptionTimes {
  /** Arrival time of the newest stored delivery. */
  receivedAt: Millis | null
  /** End of the last attempt that the service confirmed: a registration, renewal, comparison or test event. */
  confirmedAt: Millis | null
}

/** Result of turning on a subscription: the replaced subscription, or the reason for the refusal. */
export type SwitchOnResult =
  | { is: 'on'; replaced: Id | null }
  | { is: 'not-registering' }
  | { is: 'nobody-to-replace' }

export interface SubscriptionStore {
  /**
   * Stores a new subscription as `registering` and wanted, with its revision, its first attempt and the
   * attempt's run. All in one commit, before any request is sent.
   * @throws `subscription.already-on` if the flow has a wanted subscription; `subscription.replacing` if it
   * has a successor that is registering; `flow.gone`.
   */
  begin(params: {
    revision: Omit<Revision, 'number'>
    snapshot: RevisionSnapshot
    subscription: Subscription
    tokenHash: Uint8Array
    tokenSealed: Uint8Array
    signingSecretSealed: Uint8Array
    attempt: Attempt
    run: RunRow | null
  }): Promise<void>
  /**
   * Stores a successor of the flow's wanted subscription: `registering` and not wanted, optionally with a new
   * revision.
   * @throws `flow.gone`; `flow.not-on` if the flow has no subscription that is on or paused;
   * `subscription.replacing` if another successor is registering.
   */
  beginSuccessor(params: {
    frozen: { revision: Omit<Revision, 'number'>; snapshot: RevisionSnapshot } | null
    /** Repair that the new subscription belongs to. */
    healing?: Healing
    subscription: Subscription
    tokenHash: Uint8Array
    tokenSealed: Uint8Array
    signingSecretSealed: Uint8Array
    attempt: Attempt
    run: RunRow | null
  }): Promise<void>
  find(id: Id): Promise<SubscriptionRow | null>
  findByTokenHash(hash: Uint8Array): Promise<SubscriptionRow | null>
  /**
   * Returns subscriptions that exist or may exist at services, newest first: those that have not ended, those
   * that are uncertain and not closed, and those with an open cleanup entry.
   */
  known(filter?: RegistrationFilter): Promise<SubscriptionRow[]>
  /**
   * Returns subscriptions of a flow that exist or may exist at the service: those that have not ended, are
   * uncertain, or have an open cleanup entry.
   */
  knownOf(flowId: Id): Promise<{ id: Id }[]>
  /** Returns uncertain subscriptions that are not closed, with their flows, newest first. */
  uncertain(): Promise<{ id: Id; flowId: Id }[]>
  /** Returns subscriptions, newest first: those of one flow, or all for `null`. */
  list(flowId: Id | null): Promise<Subscription[]>
  /**
   * Returns the current subscription of a flow: the wanted one, otherwise the one that changed
   * last.
   */
  currentOf(flowId: Id): Promise<Subscription | null>
  /**
   * Returns a flow's subscriptions that are not wanted but still registering, on or paused. The oldest comes
   * first.
   */
  otherActiveOf(flowId: Id): Promise<SubscriptionRow[]>
  /**
   * Returns true if any flow was ever on, including deleted flows. `ownerId` limits this to one owner; `null`
   * for all.
   */
  wasOn(ownerId: string | null): Promise<boolean>
  /** Returns the newest subscription; `null` if there was never one. */
  newest(): Promise<SubscriptionRow | null>
  /** Counts the subscriptions that have not ended, by status. Omits statuses without subscriptions. */
  countByStatus(): Promise<Map<SubscriptionStatus['is'], number>>
  /** Returns the number of wanted subscriptions that use the event or an action of a connector. */
  countWanted(connectorId: Id): Promise<number>
  /** Returns the distinct versions that wanted subscriptions use, optionally only those of one flow. */
  versionsWanted(flowId?: Id): Promise<RunVersion[]>
  /**
   * Counts the running or paused flows that use these versions, by connector. `ownerId` limits this to one
   * owner; `null` for all.
   */
  countOnVersions(versions: RunVersion[], ownerId: string | null): Promise<VersionUsers[]>
  /**
   * Returns the ids of flows with wanted subscriptions that use these versions, newest subscription first.
   * `ownerId` limits this to one owner; `null` for all.
   */
  flowsOnVersions(versions: RunVersion[], params: { ownerId: string | null; limit: number }): Promise<Id[]>
  /**
   * Returns the subscriptions of these flows that are on or paused, with their revisions, in the order of the
   * ids.
   */
  runningFlows(flowIds: Id[]): Promise<RunningFlow[]>
  /**
   * Returns running or paused flows with an Event URL under another public URL, newest first. `ownerId`
   * limits this to one owner; `null` for all.
   */
  movedFrom(publicUrl: string, ownerId: string | null): Promise<MovedFlow[]>
  /** Counts the uncertain subscriptions of a flow that were not closed, without the subscription `but`. */
  countInDoubt(flowId: Id, but: Id): Promise<number>
  /**
   * Returns the ids of subscriptions of a flow that may have deliveries to run: not ended, or with accepted
   * deliveries.
   */
  runningOf(flowId: Id): Promise<Id[]>
  /** Returns the running flows that use this connection, for their event or an action. */
  flowsOn(connectionId: Id): Promise<Id[]>
  /** Returns the connections that a running flow uses, for its event and its actions. */
  connectionsOf(flowId: Id): Promise<Id[]>
  /**
   * Returns the ids of flows on hold, and of running flows that use a shared connection or one without an
   * owner.
   */
  flowsWithShared(): Promise<Id[]>
  /**
   * Puts a registering, running or paused subscription on hold; `null` ends the hold. A running subscription
   * is paused during the hold. When the hold ends, its alert is marked as read. Returns false, without
   * changes, in any other status or for the same hold.
   */
  setHold(
    id: Id,
    hold: Omit<FlowHold, 'wasPaused'> | null,
    params: { at: Millis; alert?: NewAlert | undefined }
  ): Promise<boolean>
  /** Returns the connections that an owner's running flows use, for their events and actions. */
  connectionsOn(ownerId: string): Promise<{ flowId: Id; connectionId: Id }[]>
  /** Returns the wanted subscriptions of a connection whose flows all share one Event URL at the service. */
  sharersOf(of: { connectorId: Id; connectionId: Id | null }): Promise<{ id: Id; flowId: Id }[]>
  /** Returns the wanted subscription of a flow; `null` if there is none. */
  wantedOf(flowId: Id): Promise<SubscriptionRow | null>
  /** Returns the attempts of a subscription, oldest first. */
  attemptsOf(id: Id): Promise<Attempt[]>
  /**
   * Returns the newest attempts of a subscription, oldest first, at most `most`. Includes the total number.
   */
  newestAttempts(id: Id, most: number): Promise<{ attempts: Attempt[]; total: number }>
  /** Returns the times at which these subscriptions were last known to work, by id. */
  timesOf(ids: Id[]): Promise<Map<Id, SubscriptionTimes>>
  /**
   * Returns subscriptions with interrupted work: `registering`, `deregistering`, or with a running
   * compensation. Includes replaced subscriptions that still accept requests.
   */
  interrupted(): Promise<SubscriptionRow[]>
  /**
   * Returns interrupted attempts that are not resumed, oldest first: comparisons, probes, and renewals of
   * subscriptions that are no longer renewed.
   */
  forsaken(): Promise<Attempt[]>
  /**
   * Turns a subscription on (registering → on). A successor also replaces the wanted subscription in the same
   * commit. It becomes wanted and takes over the status (on or paused) and the gaps; the open gap is closed.
   * The old subscription accepts requests until `answersUntil`. Waiting deliveries of a paused subscription
   * move in batches (`moveWaiting`); with an order, this happens before the successor runs anything. Changes
   * nothing if the subscription is no longer `registering`, or a successor has no subscription to replace.
   */
  becomeOn(
    id: Id,
    params: {
      at: Millis
      attemptId: Id
      run: FinishedRun | null
      registrationData: Uint8Array | null
      expiresAt: Millis | null
      answersUntil: Millis
      probedAt: Millis | null
      /** Time of its first comparison with the service's list. */
      compareAt?: Millis | null
    }
  ): Promise<SwitchOnResult>
  /**
   * Ends a registration (registering → ended and not wanted). Its accepted deliveries become filtered with
   * the reason "registration failed". `cleanup` is the entry for a possible leftover, written in the same
   * commit. Returns false if the subscription is no longer `registering`.
   */
  endRegistering(
    id: Id,
    params: {
      at: Millis
      how: SubscriptionEndReason
      fault: FaultData
      attemptId: Id
      outcome: AttemptOutcome
      /** Result of the registration flow's run; `null` while a late response may still arrive. */
      run: FinishedRun | null
      cleanup: CleanupEntry | null
      /** Time and purpose of the comparison with the service. */
      repair?: { compareAt: Millis; healing: Healing } | null
      alert?: NewAlert
    }
  ): Promise<boolean>
  /**
   * Moves the next waiting deliveries of a paused subscription to its successor, in order of arrival. Returns
   * the cursor for the next call; `null` when no deliveries follow.
   */
  moveWaiting(id: Id, after: string | null): Promise<string | null>
  /**
   * Starts turning off a subscription (on or paused → deregistering and not wanted), with the attempt and its
   * run. Waiting deliveries of a paused subscription move to its successor, if any. Returns false in any
   * other status.
   */
  beginDeregistering(id: Id, params: { at: Millis; attempt: Attempt; run: RunRow | null }): Promise<boolean>
  /**
   * Ends a deregistration (deregistering → ended). The result is `turned-off`, or `replaced` if there is a
   * successor. Adds a cleanup entry if the service refused or timed out. Does nothing in any other status.
   */
  endDeregistering(
    id: Id,
    params: {
      at: Millis
      attemptId: Id
      outcome: AttemptOutcome
      fault: FaultData | null
      run: FinishedRun | null
      cleanup: CleanupEntry | null
      alert?: NewAlert
    }
  ): Promise<void>
  /**
   * Starts an attempt: a compensation, a repeated deregistration or a probe. It continues a late or
   * interrupted operation, or a registration that waits for a test event. Also stores Registration Data that
   * arrived late. Throws `subscription.gone`.
   */
  beginAttempt(
    id: Id,
    params: { attempt: Attempt; run: RunRow | null; registrationData: Uint8Array | null }
  ): Promise<void>
  /**
   * Ends an attempt without changing the status: a late registration, a compensation, or an interrupted
   * attempt. Throws `subscription.gone`.
   */
  endAttempt(
    id: Id,
    params: {
      at: Millis
      attemptId: Id
      outcome: AttemptOutcome
      fault: FaultData | null
      run: FinishedRun | null
      /** New time of the next automatic retry of the open cleanup entry. Absent to leave it unchanged. */
      nextAt?: Millis | null
      /** Closes the open cleanup entries of this subscription, or only the entry `entryId`. */
      closes: { how: CleanupResolution; reason: string; entryId?: Id } | null
      alert?: NewAlert
    }
  ): Promise<void>
  /**
   * Freezes the next revision of the flow and makes it the running one, with new or unchanged terms. Returns
   * null, without changes, if the subscription is no longer wanted. Throws `subscription.replacing`.
   */
  revise(
    id: Id,
    params: { revision: Omit<Revision, 'number'>; snapshot: RevisionSnapshot; terms?: SubscriptionTerms }
  ): Promise<Revision | null>
  /**
   * Replaces the values captured by handshakes during the registration. Returns false, without changes, in
   * any other status, or if the stored values differ from `instead`.
   */
  capture(id: Id, params: { sealed: Uint8Array; instead: Uint8Array | null }): Promise<boolean>
  /**
   * Stores which key last verified a request, for each signature scheme in `matched`. Other schemes stay
   * unchanged.
   */
  noteMatched(id: Id, matched: MatchedKeys): Promise<void>
  /**
   * Pauses or resumes a subscription (on ⇄ paused). Returns false, without changes, in any other status or if
   * nothing changes.
   */
  pause(id: Id, paused: boolean, at: Millis): Promise<boolean>
  revision(id: Id): Promise<{ revision: Revision; snapshot: RevisionSnapshot } | null>
  /**
   * Stores a snapshot of a flow's draft, which runs without being turned on. Returns its revision. Reuses the
   * latest snapshot if it is identical. Throws `flow.gone`.
   */
  keepDraft(params: { revision: Omit<Revision, 'number'>; snapshot: RevisionSnapshot }): Promise<Id>
}
