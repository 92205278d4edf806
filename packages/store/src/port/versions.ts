import type { Deployment, Id, Version, VersionSnapshot } from '@hookwright/model'

export interface VersionStore {
  /**
   * Stores a snapshot under the connector's next number, as a test version. Throws
   * `connector.gone`.
   */
  create(
    version: Omit<Version, 'number' | 'status' | 'deployedAt'>,
    snapshot: VersionSnapshot
  ): Promise<Version>
  /** Lists versions, newest first. */
  list(connectorId: Id): Promise<Version[]>
  find(id: Id): Promise<{ version: Version; snapshot: VersionSnapshot } | null>
  /** Returns a version without its snapshot. */
  about(id: Id): Promise<Version | null>
  /** Returns the deployed version of a connector, if any. */
  deployedOf(connectorId: Id): Promise<{ version: Version; snapshot: VersionSnapshot } | null>
  /** Returns those of these versions that exist, in no order. */
  several(ids: Id[]): Promise<{ version: Version; snapshot: VersionSnapshot }[]>
  /**
   * Returns the deployed and visible versions of all connectors that are not deleted, in no order.
   */
  offered(): Promise<Version[]>
  /**
   * Deploys a version and records the deployment. The previous one becomes superseded. The note
   * belongs to the deployment; the version keeps its own. Throws `version.gone`.
   */
  deploy(id: Id, deployment: Omit<Deployment, 'versionId' | 'number'>): Promise<Version>
  /** Lists all deployments of a connector's versions, newest first. */
  deployments(connectorId: Id): Promise<Deployment[]>
  /** Shows or hides a version. Throws `version.gone`. */
  show(id: Id, visible: boolean): Promise<void>
}
