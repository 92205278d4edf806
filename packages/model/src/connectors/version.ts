import { z } from 'zod'
import { Flow } from '../flows/flow.ts'
import { Id } from '../kernel/ids.ts'
import type { Millis } from '../kernel/millis.ts'
import { Authentication } from './authentication.ts'
import { Branding } from './connector.ts'

/** Flow as frozen in a version or revision. */
export const FrozenFlow = z.strictObject({ id: Id, name: z.string(), description: z.string(), doc: Flow })
export type FrozenFlow = z.infer<typeof FrozenFlow>

/** Connector as frozen in a version: its flows, authentication and branding. It never contains secrets. */
export const VersionSnapshot = z.strictObject({
  schemaVersion: z.literal(1),
  name: z.string(),
  description: z.string(),
  authentication: Authentication,
  branding: Branding,
  flows: z.array(FrozenFlow)
})
export type VersionSnapshot = z.infer<typeof VersionSnapshot>

export const VersionStatus = z.enum(['test', 'deployed', 'superseded'])
export type VersionStatus = z.infer<typeof VersionStatus>

/** Numbered, frozen snapshot of a connector. At most one version of a connector is deployed at a time. */
export interface Version {
  id: Id
  connectorId: Id
  number: number
  status: VersionStatus
  visible: boolean
  note: string
  createdAt: Millis
  createdBy: string
  deployedAt: Millis | null
}

/** Deployment of a version to users, including rollbacks. */
export interface Deployment {
  id: Id
  versionId: Id
  /** Number of the version. */
  number: number
  at: Millis
  /** Person who deployed the version; null for old deployments without this information. */
  by: string | null
  /** True if users could see the version after this deployment. */
  visible: boolean
  note: string
}

/** Content of a revision: a user's flow as it was when turned on, with the helper flows that it calls. */
export const RevisionSnapshot = z.strictObject({
  schemaVersion: z.literal(1),
  flow: FrozenFlow,
  helpers: z.array(FrozenFlow)
})
export type RevisionSnapshot = z.infer<typeof RevisionSnapshot>

/** Frozen snapshot of a user's flow. */
export interface Revision {
  id: Id
  flowId: Id
  /** Number from 1; 0 for a snapshot of the draft that ran without being turned on. */
  number: number
  createdAt: Millis
}
