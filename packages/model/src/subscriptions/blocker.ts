import type { ProblemCode } from '../flows/problem.ts'
import type { CardId, FieldId, Id } from '../kernel/ids.ts'

/**
 * Code of a blocker that prevents turning on a flow: a problem in it or in a helper flow, or in the
 * catalog.
 */
export type BlockerCode =
  | ProblemCode
  | 'not-saved'
  | 'no-event'
  | 'version-gone'
  | 'not-deployed'
  | 'connector-gone'
  | 'connection-foreign'
  | 'address-taken'

/** Blocker that prevents turning on a flow, with the place of its fix. */
export interface Blocker {
  code: BlockerCode
  message: string
  /** Flow in which it is fixed: the flow itself, or a helper flow. */
  flowId: Id
  flowName: string | null
  card: CardId | null
  field: FieldId | null
  /** True when the field is an option of the event card. */
  option: boolean
}
