import type { Id } from '../kernel/ids.ts'
import { DAY, type Millis } from '../kernel/millis.ts'

/** Retention period of the audit log, in milliseconds. */
export const AUDIT_TIME: Millis = 365 * DAY

/** Kind of item that an audit log entry can refer to. */
export type AuditedKind =
  | 'connector'
  | 'version'
  | 'flow'
  | 'connection'
  | 'member'
  | 'api-key'
  | 'alert-endpoint'
  | 'orphan'

/** Item of an audit log entry, with its name at the time of the entry. */
export interface AuditedItem {
  kind: AuditedKind
  id: Id
  name: string | null
}

/**
 * Entry of the audit log. It names the person, the action, the item and the API key of the request, but
 * contains no secrets.
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
  /** Additional data about the action, such as the new role. */
  notes: Record<string, string | number | boolean>
}

/** Groups of actions, used as filters of the audit log. */
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
