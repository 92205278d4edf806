import type { ProblemCode } from '../flows/problem.ts'
import type { CardId, FieldId, Id } from '../kernel/ids.ts'

/**
 * Code of a blocker, which prevents turning on a flow. The cause is a problem in the flow, in a helper flow
 * or in the catalog.
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

/** Reason that prevents turning on a flow, with the place to fix it. */
export interface Blocker {
  code: BlockerCode
  message: string
  /** Id of the flow to fix: the flow itself, or a helper flow. */
  flowId: Id
  flowName: string | null
  card: CardId | null
  field: FieldId | null
  /** True when the field is an option of the event card. */
  option: boolean
}
