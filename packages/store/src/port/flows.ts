import type {
  Connector,
  Deployment,
  Flow,
  Id,
  Millis,
  RevisionSnapshot,
  Run,
  Subscription,
  Version,
  VersionSnapshot
} from '@hookwright/model'
import type { FollowedConnector } from './followed-connectors.ts'

/** Row of a flow: a maker's when it has a connector, otherwise a user's. */
export interface FlowRow {
  id: Id
  connectorId: Id | null
  ownerId: string
  name: string | null
  description: string
  /** False if a maker's flow is excluded from validation and versions. */
  active: boolean
  /** True if bodies and values are kept after the last run of a delivery. */
  saveAll: boolean
  doc: Flow
  draftNo: number
  createdAt: Millis
  updatedAt: Millis
}

/** Owner and name of a flow; for a maker's flow also its connector. */
export type FlowOwner = Pick<FlowRow, 'ownerId' | 'connectorId' | 'name'>

/** User's flow reduced to the data for choosing among flows. */
export type NamedUserFlow = Pick<FlowRow, 'id' | 'name' | 'description' | 'ownerId'>

/** A user's flow whose draft names a connection. */
export interface NamingFlow extends Pick<FlowRow, 'id' | 'name' | 'ownerId'> {
  connectionId: Id
}

/** Page of users' flows. */
export interface NamesFilter {
  /** Lists the flows of this owner, or of all for null. */
  ownerId: string | null
  /** Last flow of the previous page. */
  after?: Id
  limit: number
}

/** Columns that a save replaces. */
export type FlowSave = Pick<FlowRow, 'name' | 'description' | 'active' | 'saveAll' | 'doc'>

/** Drafts written by an import: added flows, and drafts that are saved as by `save`. */
export interface ImportedDrafts {
  /** New settings of the flows' connector; null for users' flows. */
  connector: ({ id: Id } & Pick<Connector, 'name' | 'description' | 'branding' | 'authentication'>) | null
  added: readonly FlowRow[]
  saved: readonly { id: Id; save: FlowSave; baseDraft: number }[]
  at: Millis
  by: string
}

/** Imported drafts, the version made of them, and its deployment. */
export interface ImportedVersion {
  /** Drafts of a connector that is there, or a new connector with its flows. */
  drafts: ImportedDrafts | { connector: Connector; flows: readonly FlowRow[] }
  version: Omit<Version, 'number' | 'status' | 'deployedAt'>
  snapshot: VersionSnapshot
  deployment: Omit<Deployment, 'versionId' | 'number'>
  /** Version that is deployed, and number of the next one, when the deployment was planned. */
  planned: { deployedId: Id | null; number: number }
  /** Ready connector that the connector follows from now on. */
  followed?: FollowedConnector
}

export interface FlowStore {
  /** Adds a flow. Throws `connector.gone`. */
  add(flow: FlowRow): Promise<void>
  /** Finds a flow. Null for a deleted one, too. */
  find(id: Id): Promise<FlowRow | null>
  /**
   * Returns the owner of a flow, even of a deleted one, since its data stays theirs. Fast, since
   * the document is not read.
   */
  ownerOf(id: Id): Promise<FlowOwner | null>
  /** Lists the flows of a connector, oldest first, without deleted ones. */
  list(connectorId: Id): Promise<FlowRow[]>
  /** Lists users' flows of one owner, oldest first, without deleted ones. */
  ofOwner(ownerId: string): Promise<FlowRow[]>
  /** Returns the flows with these ids, in no order, without deleted ones. */
  several(ids: Id[]): Promise<FlowRow[]>
  /** Returns a page of users' flows without their documents, oldest first. */
  names(filter: NamesFilter): Promise<NamedUserFlow[]>
  /**
   * Returns the ids of an owner's flows whose draft starts with the event of this flow, oldest
   * first.
   */
  startingWith(ownerId: string, eventFlowId: Id): Promise<Id[]>
  /**
   * Returns users' flows that use a connector, each with the running revision, or null while it is
   * off. A flow that is on counts by its event and the actions of its revision, any other by its
   * draft. Oldest first, without deleted ones.
   */
  usersOf(connectorId: Id): Promise<{ flow: FlowRow; running: RevisionSnapshot | null }[]>
  /**
   * Returns users' flows whose draft has a card with one of these connections: those of one owner,
   * or of all for null.
   */
  naming(asked: { connectionId: Id; ownerId: string | null }[]): Promise<NamingFlow[]>
  /**
   * Replaces the draft and returns its new number. A user's flow keeps the old one in the list of
   * its drafts. `by` is the member who saves. Throws `flow.gone`; `flow.stale` with `draftNo` when
   * `baseDraft` is not the stored draft.
   */
  save(id: Id, save: FlowSave, params: { baseDraft: number; at: Millis; by?: string | null }): Promise<number>
  /**
   * Writes an import in one transaction. Throws `flow.gone`, `flow.stale`, `connector.gone`,
   * `connector.name-taken`.
   */
  writeImport(drafts: ImportedDrafts): Promise<void>
  /**
   * Writes an import, stores a version and deploys it, in one transaction, with what the connector follows. The snapshot is stored as given, whatever
   * drafts became meanwhile. Throws `plan.stale` when the connector's versions are not as planned, and what `writeImport`
   * throws.
   */
  deployImport(imported: ImportedVersion): Promise<Version>
  /**
   * Moves a flow to the recycle bin. Throws `flow.gone`; `flow.is-on` while it has a wanted
   * subscription.
   */
  remove(id: Id, at: Millis, by?: string | null): Promise<void>
  /**
   * Restores a flow from the recycle bin. Throws `flow.gone`; `connector.gone` while its connector
   * is deleted.
   */
  restore(id: Id): Promise<void>
  /** Returns a page of the list of users' flows with their results, counted up to `most`. */
  listUsers(filter: UserFlowFilter): Promise<UserFlowPage>
  /** Counts users' flows and their results. */
  countUsers(filter: { ownerId: string | null; most: number }): Promise<UserFlowCounts>
  /**
   * Returns the runs by hour of users' flows, in the 24 hours that end with the hour of `until`.
   * For null as `flowIds`, the busiest flows in order.
   */
  activity(filter: {
    ownerId: string | null
    flowIds: Id[] | null
    until: Millis
    limit: number
  }): Promise<{ from: Millis; rows: FlowActivity[] }>
  /** Counts each flow's deliveries and runs, up to `most`, with its newest run. */
  tallies(ids: Id[], most: number): Promise<Map<Id, Tally>>
}

/** Runs of a flow in each of 24 hours. */
export interface FlowActivity {
  flowId: Id
  hours: { runs: number; failed: number }[]
  /** True when an hour had more runs than are counted. */
  isCut: boolean
  /** Median run time of its newest first runs that succeeded; null without any. */
  p50: Millis | null
}

/** Counts of a flow. */
export interface Tally {
  deliveries: number
  runs: number
  lastRun: Run | null
  /** Time of its newest delivery if that was refused; otherwise null. */
  refusedAt: Millis | null
}

/** Filter and order of a list of users' flows. */
export interface UserFlowFilter {
  /** Lists the flows of this owner, or of all for null. */
  ownerId: string | null
  /** Limits the list to this flow. */
  flowId?: Id
  /**
   * Words that must all occur in its name, its description, or the name of its event or connector.
   */
  words?: string[]
  /**
   * Status filter. `failing`: its last run failed or is on hold. `attention`: its registration
   * failed, ran into a fault or left something behind, or its draft may need to be registered
   * again.
   */
  status?: 'on' | 'off' | 'failing' | 'attention'
  /** Order of the list: by name, newest first, or last run first. */
  by: 'name' | 'newest' | 'last-run'
  /** `next` of the previous page. */
  after?: string
  limit: number
  /** Limit of the counts of deliveries and runs. */
  most: number
}

/** A user's flow as shown in a list. */
export interface ListedUserFlow {
  flow: FlowRow
  /** Current subscription of the flow. */
  subscription: Subscription | null
  /** Subscription that was begun last. */
  newest: Subscription | null
  openCleanup: number
  tally: Tally
  /** True when its changed draft is the only reason for `attention`. */
  isOnlyChanged: boolean
  /** Cursor of the page after this flow, for `after`. */
  cursor: string
}

/** Page of a list of users' flows. */
export interface UserFlowPage {
  rows: ListedUserFlow[]
  /** Cursor of the next page; null for the last one. */
  next: string | null
}

/** Counts over users' flows. */
export interface UserFlowCounts {
  flows: number
  on: number
  /** Number of flows whose last run failed or is on hold. */
  failing: number
  openCleanup: number
  /** Number of deliveries, counted up to the requested limit. */
  deliveries: number
}
