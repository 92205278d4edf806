import type { Connector, Flow, Id, Millis, RevisionSnapshot, Run, Subscription } from '@hookwright/model'

/** A flow's row: a maker's when it has a connector, otherwise a user's. */
export interface FlowRow {
  id: Id
  connectorId: Id | null
  ownerId: string
  name: string | null
  description: string
  /** False takes a maker's flow out of validation and versions. */
  active: boolean
  /** True when bodies and values stay after the last run of a delivery. */
  saveAll: boolean
  doc: Flow
  draftNo: number
  createdAt: Millis
  updatedAt: Millis
}

/** Owner and name of a flow; for a maker's flow also its connector. */
export type FlowOwner = Pick<FlowRow, 'ownerId' | 'connectorId' | 'name'>

/** A user's flow as far as a choice among flows needs it. */
export type NamedUserFlow = Pick<FlowRow, 'id' | 'name' | 'description' | 'ownerId'>

/** A user's flow whose draft names a connection. */
export interface NamingFlow extends Pick<FlowRow, 'id' | 'name' | 'ownerId'> {
  connectionId: Id
}

/** Page of users' flows. */
export interface NamesFilter {
  /** Lists the flows of this owner, or of all for null. */
  ownerId: string | null
  /** The last flow of the page before. */
  after?: Id
  limit: number
}

/** Columns that a save replaces. */
export type FlowSave = Pick<FlowRow, 'name' | 'description' | 'active' | 'saveAll' | 'doc'>

/** Drafts that an import writes: flows that are added, and drafts that are saved as `save` does. */
export interface ImportedDrafts {
  /** The settings of the flows' connector, which are replaced as well; null for users' flows. */
  connector: ({ id: Id } & Pick<Connector, 'name' | 'description' | 'branding' | 'authentication'>) | null
  added: readonly FlowRow[]
  saved: readonly { id: Id; save: FlowSave; baseDraft: number }[]
  at: Millis
  by: string
}

export interface FlowStore {
  /** Throws `connector.gone`. */
  add(flow: FlowRow): Promise<void>
  /** Null for one that was deleted, too. */
  find(id: Id): Promise<FlowRow | null>
  /** Returns the owner of a flow, also of a deleted one: its data stays theirs. Fast, since the document is not read. */
  ownerOf(id: Id): Promise<FlowOwner | null>
  /** Flows of a connector; deleted ones are left out; oldest first. */
  list(connectorId: Id): Promise<FlowRow[]>
  /** Users' flows of one owner; deleted ones are left out; oldest first. */
  ofOwner(ownerId: string): Promise<FlowRow[]>
  /** The flows with these ids, in no order; deleted ones are left out. */
  several(ids: Id[]): Promise<FlowRow[]>
  /** A page of users' flows without their documents; oldest first. */
  names(filter: NamesFilter): Promise<NamedUserFlow[]>
  /** Ids of an owner's flows whose draft starts with the event that this flow makes; oldest first. */
  startingWith(ownerId: string, eventFlowId: Id): Promise<Id[]>
  /**
   * Users' flows that have to do with a connector: one that is on by its event and by the actions of its revision, any
   * other by its draft, which names the connector. Each with what runs, or null while it is off. Oldest first; deleted
   * ones are left out.
   */
  usersOf(connectorId: Id): Promise<{ flow: FlowRow; running: RevisionSnapshot | null }[]>
  /** Users' flows whose draft has a card with one of these connections; those of one owner, or of everybody for null. */
  naming(asked: { connectionId: Id; ownerId: string | null }[]): Promise<NamingFlow[]>
  /**
   * Replaces the draft, and keeps that of a user's flow in the list of its drafts. `by` is the member who saves. Throws
   * `flow.gone`; `flow.stale` with `draftNo` when `baseDraft` is not the kept draft. Returns the new draft number.
   */
  save(id: Id, save: FlowSave, given: { baseDraft: number; at: Millis; by?: string | null }): Promise<number>
  /**
   * Writes what an import brings, all or nothing. Throws `flow.gone`, `flow.stale`, `connector.gone`,
   * `connector.name-taken`.
   */
  writeImport(drafts: ImportedDrafts): Promise<void>
  /** Moves it to the recycle bin. Throws `flow.gone`; `flow.is-on` while it has a wanted subscription. */
  remove(id: Id, at: Millis, by?: string | null): Promise<void>
  /** Restores it from the recycle bin. Throws `flow.gone`; `connector.gone` while its connector is deleted. */
  restore(id: Id): Promise<void>
  /** Page of the list of users' flows with their results, counted up to `most`. */
  listUsers(filter: UserFlowFilter): Promise<UserFlowPage>
  /** Counts over users' flows. */
  countUsers(filter: { ownerId: string | null; most: number }): Promise<UserFlowCounts>
  /**
   * Runs by hour of users' flows, in the day that ends with the hour of `until`. Null as `flowIds` asks for the busiest
   * ones, in that order.
   */
  activity(filter: {
    ownerId: string | null
    flowIds: Id[] | null
    until: Millis
    limit: number
  }): Promise<{ from: Millis; rows: FlowActivity[] }>
  /** Counts of each flow's deliveries and runs, up to `most`, and its newest run. */
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
  /** This one alone. */
  flowId?: Id
  /** Words that all occur in its name, its description, or the name of its event or connector. */
  words?: string[]
  /** `failing`: its last run failed or is on hold. `attention`: it did not come on, ran into a fault, left something behind, or its draft may have to be registered again. */
  status?: 'on' | 'off' | 'failing' | 'attention'
  /** Order of the list: by name, newest first, or last run first. */
  by: 'name' | 'newest' | 'last-run'
  /** The `next` of the page before. */
  after?: string
  limit: number
  /** Limit of the counts of deliveries and runs. */
  most: number
}

/** A user's flow as shown in a list. */
export interface ListedUserFlow {
  flow: FlowRow
  /** The one by which it stands. */
  subscription: Subscription | null
  /** The one that was begun last. */
  newest: Subscription | null
  openCleanup: number
  tally: Tally
  /** True when its changed draft is the only reason for `attention`. */
  isOnlyChanged: boolean
  /** Handed in as `after`, it gives what follows this flow. */
  cursor: string
}

/** A part of a list of users' flows. */
export interface UserFlowPage {
  rows: ListedUserFlow[]
  /** Null when nothing follows. */
  next: string | null
}

/** Counts over users' flows. */
export interface UserFlowCounts {
  flows: number
  on: number
  /** Flows whose last run failed or is on hold. */
  failing: number
  openCleanup: number
  /** Counted no further than was asked for. */
  deliveries: number
}
