import type {
  Arrival,
  Attempt,
  AttemptOutcome,
  Authentication,
  Branding,
  CleanupEntry,
  CleanupHow,
  Connection,
  ConnectionPurpose,
  Connector,
  Delivery,
  DeliveryStatus,
  Deployment,
  EndedHow,
  FaultData,
  Flow,
  Gap,
  Id,
  Json,
  Lifetime,
  MatchedKeys,
  Millis,
  Orphan,
  OrphanEnd,
  Removal,
  Revision,
  RevisionSnapshot,
  Run,
  RunStatus,
  Step,
  Subscription,
  SubscriptionTerms,
  Version,
  VersionSnapshot
} from '@hookwright/model'

/*
 * The port: where things are kept. One method is one whole transaction with a domain name. All methods return promises
 * that resolve when the change is durable (fsynced); a method that throws changed nothing. Every method may throw
 * `storage.failed`; the faults named beside a method come on top. Ids come from outside, as does every time.
 */

/** A flow's row: a maker's when it has a connector, else a user's. */
export interface FlowRow {
  id: Id
  connectorId: Id | null
  ownerId: string
  name: string | null
  description: string
  /** False takes a maker's flow out of validation and versions. */
  active: boolean
  /** Whether bodies and values are kept after the last run of a delivery has ended. */
  saveAll: boolean
  doc: Flow
  draftNo: number
  createdAt: Millis
  updatedAt: Millis
}

/** Whose a flow is: a person's, and a connector's when it is a maker's; and what it is called. */
export type FlowOwner = Pick<FlowRow, 'ownerId' | 'connectorId' | 'name'>

/** What a save replaces. */
export type FlowSave = Pick<FlowRow, 'name' | 'description' | 'active' | 'saveAll' | 'doc'>

/** What has changed; pages refetch what they show of it. */
export interface Change {
  topic:
    | 'connectors'
    | 'flows'
    | 'versions'
    | 'connections'
    | 'subscriptions'
    | 'cleanup'
    | 'orphans'
    | 'deliveries'
    | 'runs'
  ids: Id[]
  /**
   * For deliveries, runs and cleanup entries: the subscriptions that they belong to, or the flows of runs that belong to
   * none. Empty for everything else.
   */
  of: Id[]
}

/** What a list of connectors tells of one beside its name. */
export interface ConnectorTally {
  connectorId: Id
  /** How many flows of makers it has. */
  flows: number
  /** How many users' flows are on with an event of it. */
  on: number
  /** The number of the version that users get, or null. */
  deployed: number | null
  /** When a flow of it was last saved, or, without one, when it was made. */
  editedAt: Millis
}

export interface ConnectorStore {
  /** Throws `connector.name-taken` (names are compared without case among connectors that are not deleted). */
  add(connector: Connector): Promise<void>
  /** Oldest first; deleted ones are left out. */
  list(): Promise<Connector[]>
  /** Of every connector that is not deleted, oldest first. */
  tallies(): Promise<ConnectorTally[]>
  /** Null for one that was deleted, too. */
  find(id: Id): Promise<Connector | null>
  /** Throws `connector.gone`, `connector.name-taken`. */
  describe(id: Id, about: { name: string; description: string; branding: Branding }): Promise<void>
  /** Throws `connector.gone`. */
  authenticate(id: Id, authentication: Authentication): Promise<void>
  /** Marks it deleted. Throws `connector.gone`. */
  remove(id: Id, at: Millis): Promise<void>
  /** Takes the mark away again. Throws `connector.gone`, `connector.name-taken`. */
  restore(id: Id): Promise<void>
}

export interface FlowStore {
  /** Throws `connector.gone`. */
  add(flow: FlowRow): Promise<void>
  /** Null for one that was deleted, too. */
  find(id: Id): Promise<FlowRow | null>
  /** Whose a flow is, also when it was deleted: what came of it stays theirs. Without its document, so it is quick. */
  ownerOf(id: Id): Promise<FlowOwner | null>
  /** Flows of a connector, or users' flows for null; deleted ones are left out; oldest first. */
  list(connectorId: Id | null): Promise<FlowRow[]>
  /**
   * Users' flows that have to do with a connector: one that is on by what was agreed on when it was turned on, any other
   * by its draft, which names the connector. Each with what runs, or null while it is off. Oldest first; deleted ones
   * are left out.
   */
  usersOf(connectorId: Id): Promise<{ flow: FlowRow; running: RevisionSnapshot | null }[]>
  /** Throws `flow.gone`; `flow.stale` with `draftNo` when `baseDraft` is not the kept draft. Returns the new draft number. */
  save(id: Id, save: FlowSave, given: { baseDraft: number; at: Millis }): Promise<number>
  /** Marks it deleted. Throws `flow.gone`; `flow.is-on` while it has a wanted subscription. */
  remove(id: Id, at: Millis): Promise<void>
  /** Takes the mark away again from a maker's flow. Throws `flow.gone`. */
  restore(id: Id): Promise<void>
  /** What came of each of these flows: deliveries and runs, counted no further than `most`, and the newest run. */
  tallies(ids: Id[], most: number): Promise<Map<Id, Tally>>
}

/** What came of a flow. */
export interface Tally {
  deliveries: number
  runs: number
  lastRun: Run | null
}

export interface VersionStore {
  /** Keeps a snapshot under the connector's next number, as a test version. Throws `connector.gone`. */
  create(
    version: Omit<Version, 'number' | 'status' | 'deployedAt'>,
    snapshot: VersionSnapshot
  ): Promise<Version>
  /** Newest first. */
  list(connectorId: Id): Promise<Version[]>
  find(id: Id): Promise<{ version: Version; snapshot: VersionSnapshot } | null>
  /** The deployed version of a connector, if any. */
  deployedOf(connectorId: Id): Promise<{ version: Version; snapshot: VersionSnapshot } | null>
  /** Those of these that there are, in no order. */
  several(ids: Id[]): Promise<{ version: Version; snapshot: VersionSnapshot }[]>
  /** The deployed and visible versions of all connectors that are not deleted, in no order. */
  offered(): Promise<Version[]>
  /**
   * Makes it the deployed one and keeps that it was; the one before becomes superseded. The note is the deployment's,
   * the version keeps its own. Throws `version.gone`.
   */
  deploy(id: Id, deployment: Omit<Deployment, 'versionId' | 'number'>): Promise<Version>
  /** All deployments of a connector's versions, newest first. */
  deployments(connectorId: Id): Promise<Deployment[]>
  /** Throws `version.gone`. */
  show(id: Id, visible: boolean): Promise<void>
}

export interface ConnectionStore {
  /** Throws `connector.gone`. */
  add(connection: Connection, sealed: Uint8Array): Promise<void>
  find(id: Id): Promise<{ connection: Connection; sealed: Uint8Array } | null>
  /** Oldest first. */
  list(filter: { connectorId?: Id; purpose?: ConnectionPurpose }): Promise<Connection[]>
  /** Replaces the sealed values. Throws `connection.gone`. */
  reseal(id: Id, sealed: Uint8Array): Promise<void>
  /** Throws `connection.gone`. */
  remove(id: Id): Promise<void>
}

/** A run's row as it is written, begun or finished. */
export interface RunRow extends Run {
  /** The trace; null when its values are not to be kept. */
  steps: Step[] | null
  result: Record<string, unknown> | null
}

/** A finished run to be written over the begun one. */
export type FinishedRun = Pick<RunRow, 'id' | 'status' | 'finishedAt' | 'steps' | 'result'>

/** A subscription with what only the machinery needs, sealed values among it. */
export interface SubscriptionRow extends Subscription {
  tokenSealed: Uint8Array
  registrationData: Uint8Array | null
  expiresAt: Millis | null
  /** The secret that was minted for it. */
  signingSecretSealed: Uint8Array | null
  /** What handshakes captured. */
  capturedSealed: Uint8Array | null
  matched: MatchedKeys
  renewAt: Millis | null
  renewTries: number
  gaps: Gap[]
  /** Until when it answers beside the one that replaced it. */
  answersUntil: Millis | null
  /** When a probe was last seen at its Event URL. */
  probedAt: Millis | null
}

/** Whether a subscription came on, and which one it replaced; or why it did not. */
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
    subscription: Subscription
    tokenHash: Uint8Array
    tokenSealed: Uint8Array
    signingSecretSealed: Uint8Array
    attempt: Attempt
    run: RunRow | null
  }): Promise<void>
  find(id: Id): Promise<SubscriptionRow | null>
  findByTokenHash(hash: Uint8Array): Promise<SubscriptionRow | null>
  /** Those that exist at services or may, the newest first: open, uncertain and not closed, or with an open entry. */
  known(): Promise<SubscriptionRow[]>
  /** Of one flow, or of all for null, newest first. */
  list(flowId: Id | null): Promise<Subscription[]>
  /** The subscription by which a flow stands: the wanted one, else the one that changed last. */
  currentOf(flowId: Id): Promise<Subscription | null>
  /** Those of a flow that are registering, on or paused without being wanted, oldest first. */
  besideOf(flowId: Id): Promise<SubscriptionRow[]>
  /** Whether a user's flow of this owner, or of anybody for null, was ever on, deleted ones included. */
  wasOn(ownerId: string | null): Promise<boolean>
  /** The wanted subscription of a flow. */
  wantedOf(flowId: Id): Promise<SubscriptionRow | null>
  /** Oldest first. */
  attemptsOf(id: Id): Promise<Attempt[]>
  /**
   * Those whose work a stop interrupted: `registering` or `deregistering`, or with a compensation still running. Those
   * that still answer beside their successor are among them.
   */
  interrupted(): Promise<SubscriptionRow[]>
  /**
   * registering → on. One that is not wanted takes the place of the wanted one in the same commit: it is wanted, on or
   * paused as that was, and that one answers on until `answersUntil` with this one as its successor; what waits for a
   * paused one waits for its successor from then on. Nothing changes when it is no longer `registering`, or has nobody
   * to replace any more.
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
      /** When the open entry of this subscription is tried again by itself, if that is to change. */
      nextAt?: Millis | null
      /** Closes the open entry of this subscription. */
      closes: { how: CleanupHow; reason: string } | null
    }
  ): Promise<void>
  /**
   * Freezes the next revision of the flow and makes it the one that runs, on new terms or those that hold. Null, and
   * nothing changed, when the subscription is not wanted any more. Throws `subscription.replacing`.
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
}

/** When a subscription is renewed next, how often that was tried in vain, and when events may have been missed. */
export type RenewalPlan = Pick<Lifetime, 'renewAt' | 'renewTries' | 'gaps'>

export interface RenewalStore {
  /** Wanted ones, on or paused, that the service ends by itself; oldest first. */
  expiring(): Promise<SubscriptionRow[]>
  /** Throws `subscription.gone`. */
  plan(id: Id, plan: RenewalPlan): Promise<void>
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

export interface OrphanStore {
  /** Open ones first, newest first. */
  list(): Promise<Orphan[]>
  /** With its sealed Registration Data and what takes it away. */
  find(id: Id): Promise<{ orphan: Orphan; data: Uint8Array | null; removal: Removal | null } | null>
  /** False, and nothing changed, when an open one of the same connector has the same id and URL. Throws `connector.gone`. */
  add(
    orphan: Omit<Orphan, 'status' | 'removable'>,
    given: { data: Uint8Array | null; removal: Removal | null }
  ): Promise<boolean>
  /**
   * Keeps what became known of it: Registration Data that takes it away (null stays as it is), and why it is there.
   * Throws `orphan.gone`.
   */
  learn(id: Id, given: { data: Uint8Array | null; reason: string }): Promise<void>
  /** Throws `orphan.gone`, `orphan.closed`. */
  close(id: Id, given: { how: OrphanEnd; reason: string; at: Millis }): Promise<void>
}

export interface CleanupStore {
  /** Open ones first, newest first. */
  list(): Promise<CleanupEntry[]>
  /** How many entries of a flow are open. */
  countOpen(flowId: Id): Promise<number>
  find(id: Id): Promise<CleanupEntry | null>
  /** Open ones that are tried again by themselves, the next first. */
  planned(limit: number): Promise<CleanupEntry[]>
  /**
   * Counts another try of an open entry and begins its attempt; `nextAt` says when the one after it follows by itself.
   * Throws `cleanup.gone`, `cleanup.closed`.
   */
  beginTry(id: Id, given: { attempt: Attempt; run: RunRow | null; nextAt: Millis | null }): Promise<void>
  /** Keeps that a person has looked after a subscription that had no entry. */
  addClosed(entry: CleanupEntry): Promise<void>
  /** Tries that a stop interrupted. */
  interrupted(): Promise<Attempt[]>
  /** Throws `cleanup.gone`, `cleanup.closed`. */
  close(id: Id, given: { how: CleanupHow; reason: string; at: Millis }): Promise<void>
}

/** A delivery about to be written. */
export interface NewDelivery extends Delivery {
  /** Null for one of which no more than the row is kept. Nor is it kept for one without a run when its flow keeps no data. */
  arrival: Arrival | null
}

/** What an event must be new by: the same key in the same flow within seven days is the same event. */
export interface OnceOnly {
  flowId: Id
  /** 16 bytes of the hash of what the service calls it. */
  key: Uint8Array
}

/** How often a subscription refused requests for one reason. */
export interface Refusals {
  subscriptionId: Id
  reason: string
  count: number
  firstAt: Millis
  lastAt: Millis
}

/** A delivery that waits for its first run, with what is needed to run it. */
export interface WaitingDelivery {
  delivery: Delivery
  arrival: Arrival
  /** How often a start was counted and not taken back: crashes that this delivery was part of. */
  starts: number
  /** True when a stop interrupted its first run, which has the delivery's id, behind an effect. */
  hasBegun: boolean
}

export interface DeliveryStore {
  /**
   * The hot path: resolves when the bytes are durable. Calls of one turn of the event loop share a commit. With `once`,
   * one that came before, in the same commit too, is kept as a duplicate without what arrived, and the id of the first is
   * given; else null. Throws `subscription.gone`, `flow.gone`.
   */
  accept(delivery: NewDelivery, once?: OnceOnly): Promise<Id | null>
  /** With what arrived, unless it was erased. */
  find(id: Id): Promise<{ delivery: Delivery; arrival: Arrival | null } | null>
  /** Newest first. A filter beyond `scope` looks back over some 20,000 deliveries at a time. */
  list(filter: DeliveryFilter): Promise<Page<Delivery>>
  /**
   * The newest that ran an event flow, of whatever version, and are kept with what arrived: of one owner's flows, or of
   * all for null. Of a subscription, only the newest few hundred are looked at; bodies come to 2 MiB or one delivery.
   */
  samples(filter: {
    eventFlowId: Id
    ownerId: string | null
    limit: number
  }): Promise<{ delivery: Delivery; arrival: Arrival }[]>
  /**
   * Accepted ones in the order of arrival, of one subscription or of all: of those that are on, or were on when the
   * events came (`runsDeliveries`).
   */
  waiting(filter: { subscriptionId?: Id; after?: Id; limit: number }): Promise<WaitingDelivery[]>
  /** Counts a start of each, before any of them is begun. */
  countStarts(ids: Id[]): Promise<void>
  /** Takes back all counted starts: what was begun has ended, or was stopped in good order. */
  clearStarts(ids: Id[]): Promise<void>
  /**
   * accepted → another status, for a delivery that gets no run; what arrived goes when its flow keeps no data. Nothing
   * for one that is not accepted any more.
   */
  settle(id: Id, status: Exclude<DeliveryStatus, { is: 'accepted' }>): Promise<void>
  /** Forgets so many keys of deliveries and of records that are older than this; gives how many those were. */
  forgetKeys(before: Millis, most: number): Promise<number>
  /** Adds to what is counted. */
  countRefusals(counts: Refusals[]): Promise<void>
  /** By subscription and reason, the latest first: of one flow. */
  refusalsOf(flowId: Id): Promise<Refusals[]>
}

/** A part of a list, the newest first. */
export interface Page<Thing> {
  rows: Thing[]
  /** Handed in as `before`, it gives what follows; null when nothing does. */
  next: Id | null
  /** How far back was looked when that was not to the end and gave less than was asked for. */
  lookedBackTo: Millis | null
}

/** Whose things a list shows; what is left out does not matter. */
export interface Scope {
  /** Of users' flows with this owner. */
  ownerId?: string
  /** Of this flow. */
  flowId?: Id
}

/** Which part of a list is asked for. */
export interface PageOf {
  /** From when on, and until before when. */
  from?: Millis
  to?: Millis
  before?: Id
  limit: number
}

export interface DeliveryFilter extends PageOf {
  scope?: Scope & { subscriptionId?: Id; connectorId?: Id; eventFlowId?: Id }
  status?: DeliveryStatus['is']
  /** How its runs stand: one is `failed`, one is still `open`, or neither and there is one. */
  result?: 'failed' | 'open' | 'succeeded'
}

export interface RunFilter extends PageOf {
  scope?: Scope
  deliveryId?: Id
  status?: RunStatus['is']
}

/** What came of a delivery. */
export interface RunsOfDelivery {
  /** Its first run. */
  run: Run | null
  /** The runs for its records, counted up to a thousand; null without Run mode. */
  records: { all: number; succeeded: number; failed: number; open: number } | null
  replays: number
}

/** A child run of Run mode that waits for its turn. */
export interface QueuedRun {
  run: RunRow
  /** The record that it is for. */
  record: Record<string, Json>
}

/** One that is about to be queued, with the key that its record must be new by: 16 bytes of a hash. */
export interface KeyedRun extends QueuedRun {
  key?: Uint8Array
}

export interface RunStore {
  /**
   * The hot path: writes a delivery's finished first run and makes the delivery `done`, in the commit that the next
   * deliveries share. `erase` takes body and headers away with it; `begun` says that an effect has begun its row. As
   * with every end of a run, its journal is no longer needed and goes; that of a parked or waiting run stays. Throws
   * `delivery.gone`, `flow.gone`, `subscription.gone`.
   */
  finishFirst(run: RunRow, given: { erase: boolean; begun: boolean }): Promise<void>
  /**
   * The prologue's finished run, the delivery `done`, and a queued run for each record, in one commit. A record whose key
   * came to its flow before is left out; gives those that are queued. `erase` as above, when that is none.
   */
  spread(run: RunRow, children: KeyedRun[], given: { begun: boolean; erase?: boolean }): Promise<QueuedRun[]>
  /**
   * Writes the end of a begun or queued run. `erase` as above, once the delivery has no open run (a parked one is open),
   * and then the traces and results of all its runs go too. Throws `run.gone`.
   */
  finish(run: FinishedRun, given: { erase: boolean }): Promise<void>
  /** A run that is begun before it is finished: a test, a ping, a replay. */
  begin(run: RunRow): Promise<void>
  /**
   * Ends the runs that a stop interrupted and that nothing takes up: those of no delivery and of no running attempt, and
   * replays.
   */
  endInterrupted(given: { at: Millis; fault: FaultData }): Promise<void>
  /** Queued children in order, of one delivery or of all subscriptions whose deliveries are run. */
  queued(filter: { deliveryId?: Id; limit: number }): Promise<QueuedRun[]>
  /**
   * Deliveries with queued children, in the order of their first ones, of one subscription or of all: of those whose
   * deliveries are run. With the starts that were counted since the last one ended.
   */
  spreading(filter: {
    subscriptionId?: Id
  }): Promise<{ deliveryId: Id; subscriptionId: Id; starts: number; orderKey: string | null }[]>
  find(id: Id): Promise<RunRow | null>
  /** Newest first. A filter beyond `scope` and `deliveryId` looks back over some 20,000 runs at a time. */
  list(filter: RunFilter): Promise<Page<Run>>
  /** What came of these deliveries, by delivery id; one without a run is left out. */
  ofDeliveries(ids: Id[]): Promise<Map<Id, RunsOfDelivery>>
  /** Whether a run of a delivery is still under way: queued, running or waiting. */
  hasOpen(deliveryId: Id): Promise<boolean>
  /** The runs of the same flow that were written just before and just after a run. */
  beside(id: Id): Promise<{ previous: Id | null; next: Id | null }>
  /** The journal's rows of a run, by path key; an intent without a result has `result: null`. */
  journalOf(id: Id): Promise<Map<string, { safe: boolean; result: Json | null }>>
  /** An effect is about to be sent, with the draws made before it; begins the run's row when it has none. */
  intend(
    run: RunRow,
    entry: { key: string; safe: boolean; draws: { key: string; result: Json }[] }
  ): Promise<void>
  /** An effect has ended; begins the run's row when it has none. */
  record(run: RunRow, entry: { key: string; safe: boolean; result: Json }): Promise<void>
}

/** Where everything is kept. */
export interface Store {
  connectors: ConnectorStore
  flows: FlowStore
  versions: VersionStore
  connections: ConnectionStore
  subscriptions: SubscriptionStore
  renewals: RenewalStore
  cleanup: CleanupStore
  orphans: OrphanStore
  deliveries: DeliveryStore
  runs: RunStore
  /** True when something sealed is kept, so that a missing sealing key must stop the start. */
  hasSealed(): Promise<boolean>
  /**
   * Tells of each commit, once a topic, before the caller whose commit it was goes on. A listener does not throw.
   * Returns how to stop listening.
   */
  listen(listener: (change: Change) => void): () => void
  /** Writes out what is under way, then lets go of file and lock. */
  close(): Promise<void>
}
