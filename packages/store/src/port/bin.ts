import type { Branding, Id, Millis } from '@hookwright/model'

/** Flow in the recycle bin. */
export interface BinnedFlow {
  id: Id
  name: string | null
  ownerId: string
  /** Connector of a maker's flow; null for a user's. */
  connector: { id: Id; name: string } | null
  deletedAt: Millis
  /** Member who deleted the flow; `null` if unknown. */
  deletedBy: string | null
}

/** Connector in the recycle bin. Its flows and versions are restored with it. */
export interface BinnedConnector {
  id: Id
  name: string
  branding: Branding
  flows: number
  versions: number
  deletedAt: Millis
  deletedBy: string | null
}

/** Store of deleted flows and connectors that can be restored. */
export interface BinStore {
  /** Lists deleted flows, newest first. Omits flows without cards and flows of deleted connectors. */
  flows(): Promise<BinnedFlow[]>
  /** Lists deleted connectors, newest first. */
  connectors(): Promise<BinnedConnector[]>
  /**
   * Deletes the draft, the earlier drafts and the endpoint of a deleted flow permanently.
   * Deliveries, runs and their revisions stay until their retention period ends. Throws `flow.gone`
   * for a flow that is not in the bin.
   */
  purgeFlow(id: Id, at: Millis): Promise<void>
  /**
   * Deletes the drafts, the client secrets and the unused test connections of a deleted connector
   * permanently. Versions stay, since revisions and runs refer to them. Throws `connector.gone` for
   * a connector that is not in the bin.
   */
  purgeConnector(id: Id, at: Millis): Promise<void>
  /** Purges up to `limit` items deleted before a time. Returns their number. */
  purgeBefore(before: Millis, at: Millis, limit: number): Promise<number>
}
