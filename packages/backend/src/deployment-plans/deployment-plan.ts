import type { EventChange, Finding, Id } from '@hookwright/model'
import type { PreviewedHost } from '../files/connector-files.ts'

/** Effect of a deployment on a user's flow that is on. */
export interface PlannedRegistration {
  flowId: Id
  flowName: string | null
  /** `lost` flows would stop working and keep their version. */
  does: 're-register' | 'in-place' | 'lost'
  /** Each difference as a sentence, the gravest first. */
  reasons: string[]
  /** False for a flow of another member, who upgrades it, and for one beyond the limit of the API key. */
  isOwn: boolean
}

/** A flow of the connector that the deployed version has differently. */
export interface PlannedFlow {
  name: string | null
  effect: 'added' | 'changed' | 'removed'
}

/** Effects of importing files and deploying them as the next version. */
export interface DeploymentPlan {
  ok: true
  /** Null for a connector that is new here. */
  connectorId: Id | null
  key: string
  name: string
  /** Number of the deployed version; null where none is. */
  from: number | null
  /** Number of the version that would be made. */
  to: number
  /** True when the deployed version already matches the files. */
  isUpToDate: boolean
  changesSettings: boolean
  /** Flows that differ from the deployed version. */
  flows: PlannedFlow[]
  /** Names of flows of the connector that are not among the files, and stay as they are. */
  untouched: (string | null)[]
  /** Names of drafts with changes that were never deployed and that the files replace. */
  replacedDrafts: (string | null)[]
  hosts: PreviewedHost[]
  /** Errors prevent the deployment. */
  findings: Pick<Finding, 'severity' | 'code' | 'flowName' | 'message'>[]
  registrations: PlannedRegistration[]
  /** Flows that are off and would need changes before they can be turned on again. */
  broken: { flowId: Id; flowName: string | null; change: EventChange; reasons: string[] }[]
  /** State of the installation and the files that the plan was made from. */
  basis: string
}
