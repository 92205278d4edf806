import type { FieldId } from '../kernel/ids.ts'

/** Reason why changes to a flow that is on have to be told to the service. */
export interface Because {
  what: 'event' | 'version' | 'connection' | 'option'
  /** The option that differs. */
  field: FieldId | null
  sentence: string
}

/** Difference between a running flow's draft and the running revision, with what applying it takes. */
export type Pending =
  | { is: 'off' }
  | { is: 'none' }
  | { is: 'in-place' }
  | { is: 're-register'; because: Because[] }
