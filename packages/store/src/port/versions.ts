import type { Deployment, Id, Version, VersionSnapshot } from '@hookwright/model'

export interface VersionStore {
  /** Stores a snapshot as a test version with the connector's next number. Throws `connector.gone`. */
  create(
    version: Omit<Version, 'number' | 'status' | 'deployedAt'>,
    snapshot: VersionSnapshot
  ): Promise<Version>
  /** Lists versions, newest first. */
  list(connectorId: Id): Promise<Version[]>
  find(id: Id): Promise<{ version: Version; snapshot: VersionSnapshot } | null>
  /** Returns a version without its snapshot. */
  about(id: Id): Promise<Version | null>
  /** Returns the deployed version of a connector; `null` if there is none. */
  deployedOf(connectorId: Id): Promise<{ version: Version; snapshot: VersionSnapshot } | null>
  /** Returns the existing versions among these ids, in no order. */
  several(ids: Id[]): Promise<{ version: Version; snapshot: VersionSnapshot }[]>
  /**
   * Returns the versions that are deployed and visible, of all connectors that are not deleted, in no order.
   */
  offered(): Promise<Version[]>
  /**
   * Deploys a version and records the deployment. The previously deployed version becomes superseded. The
   * note is stored with the deployment; the note of the version stays unchanged. Throws `version.gone`.
   */
  deploy(id: Id, deployment: Omit<Deployment, 'versionId' | 'number'>): Promise<Version>
  /** Lists all deployments of a connector's versions, newest first. */
  deployments(connectorId: Id): Promise<Deployment[]>
  /** Shows or hides a version. Throws `version.gone`. */
  show(id: Id, visible: boolean): Promise<void>
}
