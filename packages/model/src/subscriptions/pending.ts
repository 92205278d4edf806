import type { FieldId } from '../kernel/ids.ts'

/** Reason why changes to a running flow require a new registration. */
export interface Because {
  what: 'event' | 'version' | 'connection' | 'option'
  /** Option that differs. */
  field: FieldId | null
  sentence: string
}

/**
 * Difference between a running flow's draft and the running revision, with the steps of applying
 * it.
 */
export type Pending =
  | { is: 'off' }
  | { is: 'none' }
  | { is: 'in-place' }
  | { is: 're-register'; because: Because[] }
