import type {
  Attempt,
  AttemptOutcome,
  CleanupEntry,
  CleanupHow,
  EndedHow,
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
  SubscriptionStatus,
  SubscriptionTerms
} from '@hookwright/model'
import type { FlowRow } from './flows.ts'
import type { FinishedRun, RunRow } from './runs.ts'

/** A subscription with internal fields, including sealed values. */
export interface SubscriptionRow extends Subscription {
  tokenSealed: Uint8Array
  registrationData: Uint8Array | null
  expiresAt: Millis | null
  /** Signing secret generated for it. */
  signingSecretSealed: Uint8Array | null
  /** Sealed values that handshakes captured. */
  capturedSealed: Uint8Array | null
  matched: MatchedKeys
  renewAt: Millis | null
  renewTries: number
  gaps: Gap[]
  /** End of the period in which it answers alongside its successor. */
  answersUntil: Millis | null
  /** Time of the request that verified it before it was turned on; null where none was required. */
  probedAt: Millis | null
  /** Time of its next comparison with the service's list; null for none. */
  compareAt: Millis | null
  /** Repair after an uncertain end; null for none. */
  healing: Healing | null
}

/** Filter of subscriptions that exist or may exist at services; all by default. */
export interface RegistrationFilter {
  ownerId?: string | null
  /** Limits the list to flows that start with this event. */
  eventFlowId?: Id
  /**
   * Part of the list. `needy`: something may be left at the service, or events may be missed
   * currently. `fine`: all others.
   */
  part?: 'needy' | 'fine'
  /** Limits the list to subscriptions begun before this one. */
  before?: Id
  limit?: number
}

/** Version of a connector in use by subscriptions, for their event or for an action. */
export interface RunVersion {
  connectorId: Id
  versionId: Id
}

/** Running or paused flows with versions of a connector. */
export interface VersionUsers {
  connectorId: Id
  /** Versions in use by any of these flows. */
  versionIds: Id[]
  /** Number of these flows. A flow with several of the versions counts once. */
  flows: number
}

/** Running or paused flow: its subscription, its row without the draft, and its revision. */
export interface RunningFlow {
  subscription: Subscription
  flow: Omit<FlowRow, 'doc'>
  snapshot: RevisionSnapshot
}

/** Running flow whose Event URL has a former public URL. */
export interface MovedFlow {
  flowId: Id
  flowName: string | null
  connectorId: Id
  eventFlowId: Id
  /** Public URL under which it was registered. */
  from: string
  /** True without a registration flow. */
  byHand: boolean
}

/** Times at which a subscription was last known to work; null for never. */
export interface SubscriptionTimes {
  /** Time of its newest stored delivery. */
  receivedAt: Millis | null
  /** End of the last attempt that the service confirmed: a registration, renewal, comparison or test event. */
  confirmedAt: Millis | null
}

/** Result of turning on: on, with the replaced subscription, or the reason why not. */
export type SwitchOnResult =
  | { is: 'on'; replaced: Id | null }
  | { is: 'not-registering' }
  | { is: 'nobody-to-replace' }

export interface SubscriptionStore {
  /**
   * Records an intent: the revision, the subscription as `registering` and wanted, its first
   * attempt and that attempt's run, in one commit and before anything is sent. Throws
   * `subscription.already-on` when the flow has a wanted subscription, `subscription.replacing`
   * when one is registering without being wanted, `flow.gone`.
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
   * Records the intent to replace the wanted subscription of a flow: another one that is
   * `registering` and not wanted, with a new revision if given. Throws `flow.gone`, `flow.not-on`
   * when the flow has none that is on or paused, `subscription.replacing` when another successor is
   * registering.
   */
  beginSuccessor(params: {
    frozen: { revision: Omit<Revision, 'number'>; snapshot: RevisionSnapshot } | null
    /** Repair that it belongs to. */
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
   * Returns subscriptions that exist at services or may exist, newest first: open, uncertain and not closed, or with an open
   * entry.
   */
  known(filter?: RegistrationFilter): Promise<SubscriptionRow[]>
  /** Returns subscriptions of a flow that exist at its service or may exist: open, uncertain, or with an open entry. */
  knownOf(flowId: Id): Promise<{ id: Id }[]>
  /** Returns uncertain subscriptions that are not closed, with their flows, newest first. */
  uncertain(): Promise<{ id: Id; flowId: Id }[]>
  /** Returns the subscriptions of one flow, or of all for null, newest first. */
  list(flowId: Id | null): Promise<Subscription[]>
  /**
   * Returns the current subscription of a flow: the wanted one, otherwise the one that changed
   * last.
   */
  currentOf(flowId: Id): Promise<Subscription | null>
  /** Returns subscriptions of a flow that are registering, on or paused without being wanted, oldest first. */
  otherActiveOf(flowId: Id): Promise<SubscriptionRow[]>
  /** Returns true when a flow of this owner, or of anybody for null, was ever on, deleted ones included. */
  wasOn(ownerId: string | null): Promise<boolean>
  /** Returns the subscription that was begun last; null before there was one. */
  newest(): Promise<SubscriptionRow | null>
  /** Counts the subscriptions that have not ended, by status; a status without any is missing. */
  countByStatus(): Promise<Map<SubscriptionStatus['is'], number>>
  /** Returns the number of wanted subscriptions that use the event or an action of a connector. */
  countWanted(connectorId: Id): Promise<number>
  /** Returns the distinct versions in use by wanted subscriptions, or by that of one flow. */
  versionsWanted(flowId?: Id): Promise<RunVersion[]>
  /**
   * Counts the running or paused flows with these versions by connector: one owner's, or all for
   * null.
   */
  countOnVersions(versions: RunVersion[], ownerId: string | null): Promise<VersionUsers[]>
  /**
   * Returns the ids of the flows whose wanted subscriptions use these versions, newest subscription
   * first: one owner's, or all for null.
   */
  flowsOnVersions(versions: RunVersion[], params: { ownerId: string | null; limit: number }): Promise<Id[]>
  /**
   * Returns subscriptions of these flows that are on or paused, each with its revision, in the
   * order of the ids.
   */
  runningFlows(flowIds: Id[]): Promise<RunningFlow[]>
  /**
   * Returns running or paused flows whose Event URL has another public URL, newest first: one
   * owner's, or all for null.
   */
  movedFrom(publicUrl: string, ownerId: string | null): Promise<MovedFlow[]>
  /**
   * Returns the number of a flow's uncertain subscriptions that were not closed, without this one.
   */
  countInDoubt(flowId: Id, but: Id): Promise<number>
  /** Returns subscriptions of a flow that may have deliveries to run: not ended, or with accepted ones. */
  runningOf(flowId: Id): Promise<Id[]>
  /** Returns the running flows that use this connection, for their event or an action. */
  flowsOn(connectionId: Id): Promise<Id[]>
  /** Returns the connections that a running flow uses, for its event and its actions. */
  connectionsOf(flowId: Id): Promise<Id[]>
  /**
   * Returns running flows that use a shared connection or one without an owner, and flows on hold.
   */
  flowsWithShared(): Promise<Id[]>
  /**
   * Puts a registering, running or paused subscription on hold, or ends its hold for null. A
   * running one is paused meanwhile. Its alert counts as read when the hold ends. Returns false,
   * without changes, in any other status or for the same hold.
   */
  setHold(
    id: Id,
    hold: Omit<FlowHold, 'wasPaused'> | null,
    params: { at: Millis; alert?: NewAlert | undefined }
  ): Promise<boolean>
  /**
   * Returns the connections that the running flows of an owner use, for their events and actions.
   */
  connectionsOn(ownerId: string): Promise<{ flowId: Id; connectionId: Id }[]>
  /**
   * Returns wanted subscriptions at a service that has one Event URL for all flows of this
   * connection.
   */
  sharersOf(of: { connectorId: Id; connectionId: Id | null }): Promise<{ id: Id; flowId: Id }[]>
  /** Returns the wanted subscription of a flow. */
  wantedOf(flowId: Id): Promise<SubscriptionRow | null>
  /** Returns the attempts of a subscription, oldest first. */
  attemptsOf(id: Id): Promise<Attempt[]>
  /** Returns the newest attempts of a subscription, up to `most`, oldest first, and the number of all. */
  newestAttempts(id: Id, most: number): Promise<{ attempts: Attempt[]; total: number }>
  /** Returns the times of these subscriptions, by their ids. */
  timesOf(ids: Id[]): Promise<Map<Id, SubscriptionTimes>>
  /**
   * Returns subscriptions with interrupted work: `registering` or `deregistering`, or with a
   * running compensation. Includes those that still answer alongside their successor.
   */
  interrupted(): Promise<SubscriptionRow[]>
  /**
   * Returns interrupted attempts that nothing resumes, oldest first: comparisons, probes, and
   * renewals of subscriptions that are no longer renewed.
   */
  forsaken(): Promise<Attempt[]>
  /**
   * Turns a subscription on (registering → on). One that is not wanted replaces the wanted one in
   * the same commit: it becomes wanted, and on or paused like the old one, which answers until
   * `answersUntil`. Its gaps move to the successor, with the open one closed. What waits for a
   * paused one moves in batches (`moveWaiting`), but before the successor runs anything when it has
   * an order. Changes nothing when it is no longer `registering`, or has nobody to replace.
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
   * Ends a registration (registering → ended and not wanted). Its accepted deliveries become
   * filtered, "registration failed". With `cleanup`, an entry owns the possible leftover from the
   * same commit on. Returns false when it is no longer `registering`.
   */
  endRegistering(
    id: Id,
    params: {
      at: Millis
      how: EndedHow
      fault: FaultData
      attemptId: Id
      outcome: AttemptOutcome
      /** Ended run of the registration flow; null while a late answer may still arrive. */
      run: FinishedRun | null
      cleanup: CleanupEntry | null
      /** Time of the comparison with the service, and its purpose. */
      repair?: { compareAt: Millis; healing: Healing } | null
      alert?: NewAlert
    }
  ): Promise<boolean>
  /**
   * Moves the next deliveries that wait for a paused subscription to the one that replaced it, in the order
   * of their arrival. Returns the position after them, for the next call; null when none follow.
   */
  moveWaiting(id: Id, after: string | null): Promise<string | null>
  /**
   * Begins turning off (on or paused → deregistering and not wanted), with the attempt and its run.
   * What still waits for a paused one moves to its successor, if any. Returns false in any other
   * status.
   */
  beginDeregistering(id: Id, params: { at: Millis; attempt: Attempt; run: RunRow | null }): Promise<boolean>
  /**
   * Ends a deregistration (deregistering → ended): turned-off, or replaced when it has a successor.
   * Adds an entry when the service refused or timed out. Does nothing in any other status.
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
   * Continues a late or interrupted operation, or a registration that waits for a test event: stores
   * Registration Data that arrived too late (or was known), and begins a compensation, a repeated
   * deregistration or a probe. Throws `subscription.gone`.
   */
  beginAttempt(
    id: Id,
    params: { attempt: Attempt; run: RunRow | null; registrationData: Uint8Array | null }
  ): Promise<void>
  /**
   * Ends an attempt without a change of status: a late registration, a compensation, an interrupted
   * one. Throws `subscription.gone`.
   */
  endAttempt(
    id: Id,
    params: {
      at: Millis
      attemptId: Id
      outcome: AttemptOutcome
      fault: FaultData | null
      run: FinishedRun | null
      /** Next automatic retry of the open entry, if it changes. */
      nextAt?: Millis | null
      /** Closes the open entries of this subscription, or the named one. */
      closes: { how: CleanupHow; reason: string; entryId?: Id } | null
      alert?: NewAlert
    }
  ): Promise<void>
  /**
   * Freezes the next revision of the flow and makes it the running one, on new or current terms.
   * Null, without changes, when the subscription is no longer wanted. Throws
   * `subscription.replacing`.
   */
  revise(
    id: Id,
    params: { revision: Omit<Revision, 'number'>; snapshot: RevisionSnapshot; terms?: SubscriptionTerms }
  ): Promise<Revision | null>
  /**
   * Replaces the values captured by handshakes while it is `registering`. Returns false, without
   * changes, in any other status or when the stored values differ from the expected ones.
   */
  capture(id: Id, params: { sealed: Uint8Array; instead: Uint8Array | null }): Promise<boolean>
  /** Stores the last matching keys. Those of other schemes are unchanged. */
  noteMatched(id: Id, matched: MatchedKeys): Promise<void>
  /**
   * Pauses or resumes (on ⇄ paused). Returns false, without changes, in any other status or when it
   * has the status already.
   */
  pause(id: Id, paused: boolean, at: Millis): Promise<boolean>
  revision(id: Id): Promise<{ revision: Revision; snapshot: RevisionSnapshot } | null>
  /**
   * Stores a snapshot of a flow's draft, which runs without being turned on, and returns its
   * revision. An identical latest snapshot is reused. Throws `flow.gone`.
   */
  keepDraft(params: { revision: Omit<Revision, 'number'>; snapshot: RevisionSnapshot }): Promise<Id>
}
