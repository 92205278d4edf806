import type { Specs } from '@hookwright/engine'
import {
  type Connector,
  type Deployment,
  Fault,
  type Finding,
  type FlowImpact,
  Id,
  isBlankFlow,
  type Version,
  type VersionSnapshot
} from '@hookwright/model'
import type { FlowRow, Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import { flowsUsingConnector } from '../revisions/connector-uses.ts'
import { findingsOf, refuseErrors } from './findings.ts'
import { impactOf, type StoredVersion } from './impact.ts'

/**
 * Returns the snapshot of a new version from the drafts of active flows. An unnamed flow gets an empty name.
 */
const snapshotOf = (connector: Connector, flows: FlowRow[]): VersionSnapshot => ({
  schemaVersion: 1,
  name: connector.name,
  description: connector.description,
  authentication: connector.authentication,
  branding: connector.branding,
  flows: flows
    .filter(flow => flow.active)
    .map(({ id, name, description, doc }) => ({ id, name: name ?? '', description, doc }))
})

/** Creates the operations on versions. `effects` provides ids and the time. */
export const createVersions = (params: { store: Store; specs: Specs; effects: Effects }) => {
  const { store, specs, effects } = params

  /**
   * Returns a connector with its flows, except blank ones. Versions do not contain blank flows, so these
   * cannot block a version.
   */
  const draftOf = async (connectorId: Id): Promise<{ connector: Connector; flows: FlowRow[] }> => {
    const connector = await store.connectors.find(connectorId)
    if (connector === null) throw new Fault('connector.gone')
    const flows = await store.flows.list(connectorId)
    return { connector, flows: flows.filter(flow => !isBlankFlow(flow)) }
  }

  const keptVersion = async (id: Id): Promise<StoredVersion> => {
    const stored = await store.versions.find(id)
    if (stored === null) throw new Fault('version.gone')
    return stored
  }

  const versionOf = async (connectorId: Id, id: Id): Promise<StoredVersion> => {
    const stored = await keptVersion(id)
    if (stored.version.connectorId !== connectorId) throw new Fault('version.gone')
    return stored
  }

  return {
    /** Returns the findings about the draft of the connector. Throws `connector.gone`. */
    validate: async (connectorId: Id): Promise<Finding[]> => {
      const { connector, flows } = await draftOf(connectorId)
      return findingsOf(connector.authentication, flows, specs)
    },
    /**
     * Returns the draft as the snapshot of a new version, even if it has problems. Throws `connector.gone`.
     */
    draft: async (connectorId: Id): Promise<VersionSnapshot> => {
      const { connector, flows } = await draftOf(connectorId)
      return snapshotOf(connector, flows)
    },
    /**
     * Freezes the draft under the next version number. Throws `version.has-problems`,
     * `connector.gone`.
     */
    create: async ({
      connectorId,
      note,
      by
    }: {
      connectorId: Id
      note: string
      by: string
    }): Promise<Version> => {
      const { connector, flows } = await draftOf(connectorId)
      refuseErrors(findingsOf(connector.authentication, flows, specs))
      const version = {
        id: effects.newId(),
        connectorId,
        visible: true,
        note,
        createdAt: effects.clock(),
        createdBy: by
      }
      return store.versions.create(version, snapshotOf(connector, flows))
    },
    list: (connectorId: Id): Promise<Version[]> => store.versions.list(connectorId),
    /** Returns a version. Throws `version.gone`. */
    get: keptVersion,
    /**
     * Deploys a version. Deploying an older version is a rollback. With `visible` null, its visibility stays
     * unchanged. Throws `version.gone`.
     */
    deploy: async (
      id: Id,
      { visible: wanted, ...about }: { visible: boolean | null; note: string; by: string }
    ): Promise<Version> => {
      const visible = wanted ?? (await keptVersion(id)).version.visible
      return store.versions.deploy(id, { id: effects.newId(), at: effects.clock(), visible, ...about })
    },
    /**
     * Shows or hides a version in the events and actions that users choose from. Flows that use the version
     * keep running. Throws `version.gone`.
     */
    setVisible: (id: Id, visible: boolean): Promise<void> => store.versions.show(id, visible),
    /** Lists the deployments of a connector, newest first. */
    deployments: (connectorId: Id): Promise<Deployment[]> => store.versions.deployments(connectorId),
    /**
     * Returns the impact of deploying a version on users' flows, most severe first. Null uses the draft.
     * Throws `connector.gone`, or `version.gone`, also for a version of another connector.
     */
    impact: async ({
      connectorId,
      versionId
    }: {
      connectorId: Id
      versionId: Id | null
    }): Promise<FlowImpact[]> => {
      const { connector, flows } = await draftOf(connectorId)
      const candidate =
        versionId === null ? snapshotOf(connector, flows) : (await versionOf(connectorId, versionId)).snapshot
      const using = await flowsUsingConnector({ store, specs }, connectorId)
      const used = new Set(using.flatMap(({ uses }) => uses.map(({ use }) => use.versionId)))
      const stored = await store.versions.several([...used].filter(id => Id.safeParse(id).success))
      const versions = new Map(
        stored
          .filter(({ version }) => version.connectorId === connectorId)
          .map(each => [each.version.id, each])
      )
      return impactOf({ candidate, versions, using, specs })
    }
  }
}
