import type { FieldId } from '../kernel/ids.ts'

/** Reason why changes to a running flow require a new registration. */
export interface ReregistrationReason {
  what: 'event' | 'version' | 'connection' | 'option'
  /** Id of the changed option; `null` if the reason is not an option. */
  field: FieldId | null
  sentence: string
}

/** Difference between a flow's draft and its running revision, with the steps to apply it. */
export type Pending =
  | { is: 'off' }
  | { is: 'none' }
  | { is: 'in-place' }
  | { is: 're-register'; because: ReregistrationReason[] }
