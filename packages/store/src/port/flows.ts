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

/** Row of a flow. A maker's flow has a connector; a user's flow has none. */
export interface FlowRow {
  id: Id
  connectorId: Id | null
  ownerId: string
  name: string | null
  description: string
  /** False if a maker's flow is excluded from validation and versions. */
  active: boolean
  /** True if requests and values are kept after the last run of a delivery. */
  saveAll: boolean
  doc: Flow
  draftNo: number
  createdAt: Millis
  updatedAt: Millis
}

/** Owner and name of a flow, and the connector of a maker's flow. */
export type FlowOwner = Pick<FlowRow, 'ownerId' | 'connectorId' | 'name'>

/** User's flow without its document, for choosing from a list. */
export type NamedUserFlow = Pick<FlowRow, 'id' | 'name' | 'description' | 'ownerId'>

/** User's flow whose draft uses a connection. */
export interface NamingFlow extends Pick<FlowRow, 'id' | 'name' | 'ownerId'> {
  connectionId: Id
}

/** Filter of users' flows, with the page to return. */
export interface NamesFilter {
  /** Owner of the listed flows; `null` for all owners. */
  ownerId: string | null
  /** Id of the last flow on the previous page. */
  after?: Id
  limit: number
}

/** Columns that a save overwrites. */
export type FlowSave = Pick<FlowRow, 'name' | 'description' | 'active' | 'saveAll' | 'doc'>

/** Drafts written by an import: new flows, and existing flows with a new draft. */
export interface ImportedDrafts {
  /** New settings of the flows' connector; null for users' flows. */
  connector: ({ id: Id } & Pick<Connector, 'name' | 'description' | 'branding' | 'authentication'>) | null
  added: readonly FlowRow[]
  saved: readonly { id: Id; save: FlowSave; baseDraft: number }[]
  at: Millis
  by: string
}

/** Imported drafts, with the version created from them and its deployment. */
export interface ImportedVersion {
  /** Drafts for an existing connector, or a new connector with its flows. */
  drafts: ImportedDrafts | { connector: Connector; flows: readonly FlowRow[] }
  version: Omit<Version, 'number' | 'status' | 'deployedAt'>
  snapshot: VersionSnapshot
  deployment: Omit<Deployment, 'versionId' | 'number'>
  /**
   * State of the connector when the import was planned: its deployed version, and its next version number.
   */
  planned: { deployedId: Id | null; number: number }
  /** Connector of the gallery that the connector follows after the import. */
  followed?: FollowedConnector
}

export interface FlowStore {
  /** Adds a flow. Throws `connector.gone`. */
  add(flow: FlowRow): Promise<void>
  /** Returns a flow; `null` if it does not exist or was deleted. */
  find(id: Id): Promise<FlowRow | null>
  /**
   * Returns the owner of a flow, even of a deleted flow, since the owner keeps its data. Fast, since the
   * document is not read.
   */
  ownerOf(id: Id): Promise<FlowOwner | null>
  /** Lists the flows of a connector, oldest first. Omits deleted flows. */
  list(connectorId: Id): Promise<FlowRow[]>
  /** Lists the users' flows of one owner, oldest first. Omits deleted flows. */
  ofOwner(ownerId: string): Promise<FlowRow[]>
  /** Returns the flows with these ids, in no order. Omits deleted flows. */
  several(ids: Id[]): Promise<FlowRow[]>
  /**
   * Returns a page of users' flows without their documents, oldest first. Omits blank flows, which have no
   * name and no cards.
   */
  names(filter: NamesFilter): Promise<NamedUserFlow[]>
  /** Returns the ids of an owner's flows with a draft that starts with this event, oldest first. */
  startingWith(ownerId: string, eventFlowId: Id): Promise<Id[]>
  /**
   * Returns users' flows that use a connector, oldest first. Each has its running revision, or null. A flow
   * that is on uses the connectors of its revision, any other flow those of its draft. Omits deleted flows.
   */
  usersOf(connectorId: Id): Promise<{ flow: FlowRow; running: RevisionSnapshot | null }[]>
  /**
   * Returns users' flows with a draft that uses one of these connections. `ownerId` limits them to one owner;
   * `null` for all owners.
   */
  naming(asked: { connectionId: Id; ownerId: string | null }[]): Promise<NamingFlow[]>
  /**
   * Replaces the draft of a flow and returns the new draft number. For a user's flow, the old draft is kept
   * in its list of drafts. `by` is the member who saves.
   * @throws `flow.gone`; `flow.stale` with `draftNo` if `baseDraft` is not the stored draft.
   */
  save(id: Id, save: FlowSave, params: { baseDraft: number; at: Millis; by?: string | null }): Promise<number>
  /**
   * Writes imported drafts in one transaction. Throws `flow.gone`, `flow.stale`, `connector.gone`,
   * `connector.name-taken`.
   */
  writeImport(drafts: ImportedDrafts): Promise<void>
  /**
   * Writes an import, stores a version, deploys it and stores the followed connector, in one transaction.
   * Stores the given snapshot, even if drafts have changed since.
   * @throws `plan.stale` if the connector's versions differ from `planned`, and the faults of `writeImport`.
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
  /** Returns a page of users' flows with the results of their runs, counted up to `most`. */
  listUsers(filter: UserFlowFilter): Promise<UserFlowPage>
  /** Counts users' flows by status, and their deliveries and runs. */
  countUsers(filter: { ownerId: string | null; most: number }): Promise<UserFlowCounts>
  /**
   * Returns how many runs users' flows had in each of 24 hours. The last hour is the one that contains
   * `until`. If `flowIds` is null, returns the busiest flows in order.
   */
  activity(filter: {
    ownerId: string | null
    flowIds: Id[] | null
    until: Millis
    limit: number
  }): Promise<{ from: Millis; rows: FlowActivity[] }>
  /** Counts the deliveries and runs of each flow, up to `most`. Includes the newest run. */
  tallies(ids: Id[], most: number): Promise<Map<Id, Tally>>
}

/** Numbers of runs of a flow in 24 hours. */
export interface FlowActivity {
  flowId: Id
  hours: { runs: number; failed: number }[]
  /** True if an hour had more runs than were counted. */
  isCut: boolean
  /** Median duration of the newest successful first runs; `null` if there are none. */
  p50: Millis | null
}

/** Numbers of deliveries and runs of a flow, with its newest run. */
export interface Tally {
  deliveries: number
  runs: number
  lastRun: Run | null
  /** Time of the newest delivery if it was refused; otherwise null. */
  refusedAt: Millis | null
}

/** Filter and order of a list of users' flows. */
export interface UserFlowFilter {
  /** Owner of the listed flows; `null` for all owners. */
  ownerId: string | null
  /** Limits the list to this flow. */
  flowId?: Id
  /**
   * Words that must all occur in the name or description of the flow, or in the name of its event or
   * connector.
   */
  words?: string[]
  /**
   * Status filter. `failing`: the last run failed or is on hold. `attention`: the registration failed, had a
   * fault or left something behind, or the changed draft may require a new registration.
   */
  status?: 'on' | 'off' | 'failing' | 'attention'
  /** Order of the list: by name, newest first, or last run first. */
  by: 'name' | 'newest' | 'last-run'
  /** Cursor `next` of the previous page. */
  after?: string
  limit: number
  /** Maximum for the counts of deliveries and runs. */
  most: number
}

/** A user's flow as shown in a list. */
export interface ListedUserFlow {
  flow: FlowRow
  /** Current subscription of the flow. */
  subscription: Subscription | null
  /** Newest subscription of the flow, wanted or not. */
  newest: Subscription | null
  openCleanup: number
  tally: Tally
  /** True when its changed draft is the only reason for `attention`. */
  isOnlyChanged: boolean
  /** Cursor for the page after this flow. */
  cursor: string
}

/** Page of a list of users' flows. */
export interface UserFlowPage {
  rows: ListedUserFlow[]
  /** Cursor of the next page; `null` on the last page. */
  next: string | null
}

/** Numbers of users' flows by status, and of their deliveries and runs. */
export interface UserFlowCounts {
  flows: number
  on: number
  /** Number of flows whose last run failed or is on hold. */
  failing: number
  openCleanup: number
  /** Number of deliveries, counted up to the requested limit. */
  deliveries: number
}
