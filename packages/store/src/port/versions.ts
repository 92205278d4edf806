import type { Deployment, Id, Version, VersionSnapshot } from '@hookwright/model'

export interface VersionStore {
  /** Keeps a snapshot under the connector's next number, as a test version. Throws `connector.gone`. */
  create(
    version: Omit<Version, 'number' | 'status' | 'deployedAt'>,
    snapshot: VersionSnapshot
  ): Promise<Version>
  /** Newest first. */
  list(connectorId: Id): Promise<Version[]>
  find(id: Id): Promise<{ version: Version; snapshot: VersionSnapshot } | null>
  /** A version without its snapshot, as it is now. */
  about(id: Id): Promise<Version | null>
  /** The deployed version of a connector, if any. */
  deployedOf(connectorId: Id): Promise<{ version: Version; snapshot: VersionSnapshot } | null>
  /** Returns those of these versions that exist, in no order. */
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
