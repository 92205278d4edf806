import { z } from 'zod'
import { Flow } from '../flows/flow.ts'
import { Id } from '../kernel/ids.ts'
import type { Millis } from '../kernel/millis.ts'
import { Authentication } from './authentication.ts'
import { Branding } from './connector.ts'

/** A flow as frozen in a version or a revision. */
export const FrozenFlow = z.strictObject({ id: Id, name: z.string(), description: z.string(), doc: Flow })
export type FrozenFlow = z.infer<typeof FrozenFlow>

/** A connector as frozen in a version: its flows, authentication form and branding; never a secret. */
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

/** A numbered, frozen snapshot of a connector. At most one of a connector is deployed. */
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

/** A time that a version became the one that users get; rolling back is one, too. */
export interface Deployment {
  id: Id
  versionId: Id
  /** The version's number. */
  number: number
  at: Millis
  /** Person who did it; null for older versions without that information. */
  by: string | null
  /** True if it was deployed as visible. */
  visible: boolean
  note: string
}

/** A user's flow as frozen by turning it on: the flow and the user's helper flows that it reaches. */
export const RevisionSnapshot = z.strictObject({
  schemaVersion: z.literal(1),
  flow: FrozenFlow,
  helpers: z.array(FrozenFlow)
})
export type RevisionSnapshot = z.infer<typeof RevisionSnapshot>

/** A frozen snapshot of a user's flow. */
export interface Revision {
  id: Id
  flowId: Id
  /** Counts from 1; 0 for a snapshot of the draft, which was run without being turned on. */
  number: number
  createdAt: Millis
}
