import type { AuditEntry, Id, Millis } from '@hookwright/model'
import type { PageOf } from './lists.ts'

export interface AuditFilter extends PageOf {
  personId?: string
  /** One of these. */
  acts?: string[]
}

/** The audit log. Entries are never changed. */
export interface AuditStore {
  add(entry: AuditEntry): Promise<void>
  /** Newest first. */
  list(filter: AuditFilter): Promise<{ rows: AuditEntry[]; next: Id | null }>
  /** Deletes up to `most` entries of before a time; returns their number. */
  forget(before: Millis, most: number): Promise<number>
}
