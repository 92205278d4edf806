import type { Id } from '../kernel/ids.ts'
import { DAY, type Millis } from '../kernel/millis.ts'

/** Retention of the audit log. */
export const AUDIT_TIME: Millis = 365 * DAY

/** Kinds of items that entries of the audit log are about. */
export type AuditedKind =
  | 'connector'
  | 'version'
  | 'flow'
  | 'connection'
  | 'member'
  | 'api-key'
  | 'alert-endpoint'
  | 'orphan'

/** Item of an entry, with its name at that time. */
export interface AuditedItem {
  kind: AuditedKind
  id: Id
  name: string | null
}

/**
 * Entry of the audit log: who did what to which item, when, and with which key. It contains no
 * secrets.
 */
export interface AuditEntry {
  id: Id
  at: Millis
  personId: string
  personName: string
  /** API key of the request; null for a browser session. */
  key: { id: Id; name: string } | null
  /** Path of the procedure, a key of `auditedActs`. */
  act: string
  item: AuditedItem | null
  /** Further settings of the action, such as the new role. */
  notes: Record<string, string | number | boolean>
}

/** Groups of actions, by which the audit log is filtered. */
export const auditGroups = {
  deployment: 'Deployments',
  flow: 'Flows',
  sharing: 'Sharing',
  reveal: 'Revealed secrets',
  deletion: 'Deletions',
  connection: 'Connections',
  member: 'Members',
  key: 'API keys',
  agent: 'Agents',
  installation: 'Installation'
} as const

export type AuditGroup = keyof typeof auditGroups
