import type { ProblemCode } from '../flows/problem.ts'
import type { CardId, FieldId, Id } from '../kernel/ids.ts'

/** Codes of reasons that block turning on a flow: a problem in it or in one of its helper flows, or something around it. */
export type BlockerCode =
  | ProblemCode
  | 'not-saved'
  | 'no-event'
  | 'version-gone'
  | 'not-deployed'
  | 'connector-gone'
  | 'connection-foreign'
  | 'address-taken'

/** A thing that keeps a flow from being turned on, with where it is fixed. */
export interface Blocker {
  code: BlockerCode
  message: string
  /** The flow itself, or the helper flow in which it is fixed. */
  flowId: Id
  flowName: string | null
  card: CardId | null
  field: FieldId | null
  /** True when the field is an option of the event card. */
  option: boolean
}
