import type { EventChange, Finding, Id } from '@hookwright/model'
import type { PreviewedHost } from '../files/connector-files.ts'

/** Effect of a deployment on a user's flow that is on. */
export interface PlannedRegistration {
  flowId: Id
  flowName: string | null
  /** Kind of upgrade. A `lost` flow would stop working, so it keeps its version. */
  does: 're-register' | 'in-place' | 'lost'
  /** Differences between the versions, one sentence each, most severe first. */
  reasons: string[]
  /**
   * True if the deployment upgrades this flow. False if it belongs to another member or exceeds the limit of
   * the API key.
   */
  isOwn: boolean
}

/** Connector flow that differs from the deployed version. */
export interface PlannedFlow {
  name: string | null
  effect: 'added' | 'changed' | 'removed'
}

/** Effects of importing files and deploying them as the next version. */
export interface DeploymentPlan {
  ok: true
  /** Connector that the files replace. Null if the files create a new connector. */
  connectorId: Id | null
  key: string
  name: string
  /** Number of the deployed version; null where none is. */
  from: number | null
  /** Number of the new version. */
  to: number
  /** True when the deployed version already matches the files. */
  isUpToDate: boolean
  changesSettings: boolean
  /** Flows that differ from the deployed version. */
  flows: PlannedFlow[]
  /** Names of the connector's flows that the files do not contain. These flows stay unchanged. */
  untouched: (string | null)[]
  /** Names of the drafts that the files replace although they have undeployed changes. */
  replacedDrafts: (string | null)[]
  hosts: PreviewedHost[]
  /** Validation findings. Errors prevent the deployment. */
  findings: Pick<Finding, 'severity' | 'code' | 'flowName' | 'message'>[]
  registrations: PlannedRegistration[]
  /**
   * Users' flows that are off and that the new version would break. They need changes before they can be
   * turned on.
   */
  broken: { flowId: Id; flowName: string | null; change: EventChange; reasons: string[] }[]
  /** Hash of the installation's state and the files that the plan is based on. */
  basis: string
}
