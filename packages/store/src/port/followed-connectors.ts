import type { Id, Millis } from '@hookwright/model'

/** Connector that follows a connector in the gallery, with the files of the last update. */
export interface FollowedConnector {
  connectorId: Id
  /** Key of the connector in the gallery. */
  galleryKey: string
  /** Hash of the gallery connector's files at the last update. */
  digest: string
  /** File contents by path, as the base of the next comparison. */
  files: Record<string, string>
  at: Millis
}

export interface FollowedConnectorStore {
  /** Lists followed connectors without their files, and without deleted connectors. */
  list(): Promise<Omit<FollowedConnector, 'files'>[]>
  /** Returns a followed connector; `null` if it does not follow the gallery. */
  find(connectorId: Id): Promise<FollowedConnector | null>
  /** Adds or replaces the followed gallery connector. Throws `connector.gone`. */
  put(followed: FollowedConnector): Promise<void>
  /**
   * Removes the link from a connector to the gallery. Does nothing for a connector that does not follow the
   * gallery.
   */
  remove(connectorId: Id): Promise<void>
}
