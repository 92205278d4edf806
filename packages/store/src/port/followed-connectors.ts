import type { Id, Millis } from '@hookwright/model'

/** Connector that follows the gallery, with the files that were last taken from there. */
export interface FollowedConnector {
  connectorId: Id
  /** Key of the connector in the gallery. */
  galleryKey: string
  /** Fingerprint of the files. */
  digest: string
  /** Texts of the files by path: the base of the next comparison. */
  files: Record<string, string>
  at: Millis
}

export interface FollowedConnectorStore {
  /** Lists followed connectors without their files, and without deleted connectors. */
  list(): Promise<Omit<FollowedConnector, 'files'>[]>
  /** Finds a followed connector. Null for one that does not follow the gallery. */
  find(connectorId: Id): Promise<FollowedConnector | null>
  /** Stores what a connector follows, in place of what was stored. Throws `connector.gone`. */
  put(followed: FollowedConnector): Promise<void>
  /** Ends following. Does nothing for a connector that does not follow the gallery. */
  remove(connectorId: Id): Promise<void>
}
