import type { AuditEntry, Id, Millis } from '@hookwright/model'
import type { PageOf } from './lists.ts'

export interface AuditFilter extends PageOf {
  personId?: string
  /** Limits the list to entries with these actions. */
  acts?: string[]
}

/** Audit log. Entries are immutable. */
export interface AuditStore {
  add(entry: AuditEntry): Promise<void>
  /** Lists entries, newest first. */
  list(filter: AuditFilter): Promise<{ rows: AuditEntry[]; next: Id | null }>
  /** Deletes up to `most` entries older than a time. Returns their number. */
  forget(before: Millis, most: number): Promise<number>
}
