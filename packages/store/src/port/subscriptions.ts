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
  SubscriptionTerms
} from '@hookwright/model'
import type { FlowRow } from './flows.ts'
import type { FinishedRun, RunRow } from './runs.ts'

/** A subscription with internal fields, including sealed values. */
export interface SubscriptionRow extends Subscription {
  tokenSealed: Uint8Array
  registrationData: Uint8Array | null
  expiresAt: Millis | null
  /** The secret that was minted for it. */
  signingSecretSealed: Uint8Array | null
  /** Sealed values that handshakes captured. */
  capturedSealed: Uint8Array | null
  matched: MatchedKeys
  renewAt: Millis | null
  renewTries: number
  gaps: Gap[]
  /** End of the period in which it still answers beside its successor. */
  answersUntil: Millis | null
  /** Time when the request of its service was seen that proved it before it came on; null where none was asked for. */
  probedAt: Millis | null
  /** Time when it is next compared with what the service lists; null when it is not. */
  compareAt: Millis | null
  /** Repair of an end that left the service in doubt; null when there is none. */
  healing: Healing | null
}

/** Filter of subscriptions that exist or may exist at services; all by default. */
export interface KnownFilter {
  ownerId?: string | null
  /** Limits the list to flows that start with this event. */
  eventFlowId?: Id
  /** `needy`: something may be left at the service, or events may be missed at the moment. `fine`: all others. */
  part?: 'needy' | 'fine'
  /** Limits the list to subscriptions begun before this one. */
  before?: Id
  limit?: number
}

/** A version of a connector that subscriptions run: that of their event, or one that an action of theirs names. */
export interface RunVersion {
  connectorId: Id
  versionId: Id
}

/** Flows that are on or paused with versions of a connector. */
export interface VersionUsers {
  connectorId: Id
  /** Versions that any of these flows runs. */
  versionIds: Id[]
  /** Number of these flows; one that runs several of the versions counts once. */
  flows: number
}

/** A flow that is on or paused: its subscription, its row without the draft, and the revision that runs. */
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
  /** The public URL under which it was registered. */
  from: string
  /** True without a registration flow. */
  byHand: boolean
}

/** Result of turning on: on, with the subscription that was replaced, or the reason why not. */
export type CameOn =
  | { is: 'on'; replaced: Id | null }
  | { is: 'not-registering' }
  | { is: 'nobody-to-replace' }

export interface SubscriptionStore {
  /**
   * Writes down the intent: the revision, the subscription as `registering` and wanted, its first attempt and that
   * attempt's run, in one commit and before anything is sent. Throws `subscription.already-on` when the flow has a
   * wanted subscription, `subscription.replacing` when one is registering without being wanted, `flow.gone`.
   */
  begin(given: {
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
   * Writes down the intent to replace the wanted subscription of a flow: another one that is `registering` and not
   * wanted, with what it freezes, if anything. Throws `flow.gone`, `flow.not-on` when the flow has none that is on or
   * paused, `subscription.replacing` when another one is registering beside it already.
   */
  beginBeside(given: {
    frozen: { revision: Omit<Revision, 'number'>; snapshot: RevisionSnapshot } | null
    /** The repair that it belongs to. */
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
  known(filter?: KnownFilter): Promise<SubscriptionRow[]>
  /** Returns subscriptions of a flow that exist at its service or may exist: open, uncertain, or with an open entry. */
  knownOf(flowId: Id): Promise<{ id: Id }[]>
  /** Returns uncertain subscriptions that are not closed, with their flows, newest first. */
  uncertain(): Promise<{ id: Id; flowId: Id }[]>
  /** Returns the subscriptions of one flow, or of all for null, newest first. */
  list(flowId: Id | null): Promise<Subscription[]>
  /** The subscription by which a flow stands: the wanted one, otherwise the one that changed last. */
  currentOf(flowId: Id): Promise<Subscription | null>
  /** Returns subscriptions of a flow that are registering, on or paused without being wanted, oldest first. */
  besideOf(flowId: Id): Promise<SubscriptionRow[]>
  /** Returns true when a flow of this owner, or of anybody for null, was ever on, deleted ones included. */
  wasOn(ownerId: string | null): Promise<boolean>
  /** The one that was begun last; null before there was one. */
  newest(): Promise<SubscriptionRow | null>
  /** Number of wanted subscriptions that run the event or an action of a connector. */
  countWanted(connectorId: Id): Promise<number>
  /** The versions that wanted ones run, or that of one flow runs, each once. */
  versionsWanted(flowId?: Id): Promise<RunVersion[]>
  /** The flows that are on or paused with these versions, by connector; an owner's, or everybody's for null. */
  countOnVersions(versions: RunVersion[], ownerId: string | null): Promise<VersionUsers[]>
  /** Ids of the flows whose wanted ones run these versions, newest subscription first; an owner's, or everybody's for null. */
  flowsOnVersions(versions: RunVersion[], given: { ownerId: string | null; limit: number }): Promise<Id[]>
  /** Returns subscriptions of these flows that are on or paused, each with its revision, in the order of the ids. */
  runningFlows(flowIds: Id[]): Promise<RunningFlow[]>
  /** Flows that are on or paused with an Event URL of another public URL, newest first; an owner's, or everybody's for null. */
  movedFrom(publicUrl: string, ownerId: string | null): Promise<MovedFlow[]>
  /** Number of a flow's uncertain subscriptions that were not closed, without this one. */
  countInDoubt(flowId: Id, but: Id): Promise<number>
  /** Returns subscriptions of a flow that may have deliveries to run: not ended, or with accepted ones. */
  runningOf(flowId: Id): Promise<Id[]>
  /** Running flows that use this connection, for their event or an action. */
  flowsOn(connectionId: Id): Promise<Id[]>
  /** The connections that a flow uses while it is on, for its event and its actions. */
  connectionsOf(flowId: Id): Promise<Id[]>
  /** Running flows that use a shared connection or one without an owner, and flows on hold. */
  flowsWithShared(): Promise<Id[]>
  /**
   * Puts a subscription that is registering, on or paused on hold, or ends its hold for null. One that is on is paused
   * meanwhile. Its alert counts as read when the hold ends. False, and nothing changed, in any other status or when the hold is
   * the same.
   */
  setHold(
    id: Id,
    hold: Omit<FlowHold, 'wasPaused'> | null,
    given: { at: Millis; alert?: NewAlert | undefined }
  ): Promise<boolean>
  /** The connections with which flows of an owner are on, for their events and actions. */
  connectionsOn(ownerId: string): Promise<{ flowId: Id; connectionId: Id }[]>
  /** Wanted ones at a service that has one address for all flows of this connection. */
  sharersOf(of: { connectorId: Id; connectionId: Id | null }): Promise<{ id: Id; flowId: Id }[]>
  /** The wanted subscription of a flow. */
  wantedOf(flowId: Id): Promise<SubscriptionRow | null>
  /** Oldest first. */
  attemptsOf(id: Id): Promise<Attempt[]>
  /**
   * Returns subscriptions whose work a stop interrupted: `registering` or `deregistering`, or with a compensation still
   * running. Those that still answer beside their successor are among them.
   */
  interrupted(): Promise<SubscriptionRow[]>
  /**
   * Attempts that a stop interrupted and that nothing takes up, oldest first: those to compare or to see a request of
   * the service, and those to renew one that is no longer renewed.
   */
  forsaken(): Promise<Attempt[]>
  /**
   * registering → on. One that is not wanted takes the place of the wanted one in the same commit: it is wanted, on or
   * paused as that was, and that one answers on until `answersUntil` with this one as its successor; what waits for a
   * paused one waits for its successor from then on, and its gaps go on with the successor, the open one closed. Nothing
   * changes when it is no longer `registering`, or has nobody to replace any more.
   */
  becomeOn(
    id: Id,
    given: {
      at: Millis
      attemptId: Id
      run: FinishedRun | null
      registrationData: Uint8Array | null
      expiresAt: Millis | null
      answersUntil: Millis
      probedAt: Millis | null
      /** Time when it is first compared with what the service lists. */
      compareAt?: Millis | null
    }
  ): Promise<CameOn>
  /**
   * registering → ended and not wanted; its accepted deliveries become filtered, "registration failed". With `cleanup`,
   * what may exist at the service is owned by an entry from the same commit on. False when it is no longer `registering`.
   */
  endRegistering(
    id: Id,
    given: {
      at: Millis
      how: EndedHow
      fault: FaultData
      attemptId: Id
      outcome: AttemptOutcome
      /** The registration flow's run when it has ended; null while it still waits for a late answer. */
      run: FinishedRun | null
      cleanup: CleanupEntry | null
      /** Time when the service is asked what it has of it, and what for. */
      repair?: { compareAt: Millis; healing: Healing } | null
      alert?: NewAlert
    }
  ): Promise<boolean>
  /**
   * on | paused → deregistering and not wanted, with the attempt and its run. What waits for a paused one waits for its
   * successor from then on, if it has one. False in any other status.
   */
  beginDeregistering(id: Id, given: { at: Millis; attempt: Attempt; run: RunRow | null }): Promise<boolean>
  /**
   * deregistering → ended: turned-off, or replaced when it has a successor, with an entry when the service refused or
   * hung. Nothing in any other status.
   */
  endDeregistering(
    id: Id,
    given: {
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
   * A late or interrupted act goes on: keeps Registration Data that came too late (or was known), and begins a
   * compensation or a repeated deregistration. Throws `subscription.gone`.
   */
  beginAttempt(
    id: Id,
    given: { attempt: Attempt; run: RunRow | null; registrationData: Uint8Array | null }
  ): Promise<void>
  /**
   * Ends an attempt that changes no status: a late registration, a compensation, one that a stop interrupted. Throws
   * `subscription.gone`.
   */
  endAttempt(
    id: Id,
    given: {
      at: Millis
      attemptId: Id
      outcome: AttemptOutcome
      fault: FaultData | null
      run: FinishedRun | null
      /** Time when the open entry of this subscription is retried automatically, if that is to change. */
      nextAt?: Millis | null
      /** Closes the open entries of this subscription, or the one that is named. */
      closes: { how: CleanupHow; reason: string; entryId?: Id } | null
      alert?: NewAlert
    }
  ): Promise<void>
  /**
   * Freezes the next revision of the flow and makes it the one that runs, on new terms or those that hold. Null, and
   * nothing changed, when the subscription is no longer wanted. Throws `subscription.replacing`.
   */
  revise(
    id: Id,
    given: { revision: Omit<Revision, 'number'>; snapshot: RevisionSnapshot; terms?: SubscriptionTerms }
  ): Promise<Revision | null>
  /**
   * Keeps what a handshake captured while it is `registering`, in place of what was kept before; false, and nothing
   * changed, in any other status or when something else was.
   */
  capture(id: Id, given: { sealed: Uint8Array; instead: Uint8Array | null }): Promise<boolean>
  /** Keeps which keys matched last, beside what is kept of other schemes. */
  noteMatched(id: Id, matched: MatchedKeys): Promise<void>
  /** on ⇄ paused. False, and nothing changed, in any other status or when it stands so already. */
  pause(id: Id, paused: boolean, at: Millis): Promise<boolean>
  revision(id: Id): Promise<{ revision: Revision; snapshot: RevisionSnapshot } | null>
  /**
   * Keeps a snapshot of a flow's draft, which runs without being turned on; returns the revision that it is kept as, that of
   * the last such snapshot where it is the same. Throws `flow.gone`.
   */
  keepDraft(given: { revision: Omit<Revision, 'number'>; snapshot: RevisionSnapshot }): Promise<Id>
}
