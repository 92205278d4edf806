import type { CardId, FieldId } from '../kernel/ids.ts'

/** Code of a problem in a draft. */
export type ProblemCode =
  | 'flow-empty'
  | 'start-card'
  | 'return-card'
  | 'card-type'
  | 'card-misplaced'
  | 'card-config'
  | 'blocks'
  | 'input-required'
  | 'input-unknown'
  | 'input-literal'
  | 'input-text'
  | 'pill-gone'
  | 'pill-order'
  | 'pill-field'
  | 'pill-type'
  | 'helper-gone'
  | 'helper-kind'
  | 'name'
  | 'connection'
  | 'event'
  | 'action'

/** Problem that a maker has to fix, shown at its card and field. Data, never thrown. */
export interface Problem {
  code: ProblemCode
  card: CardId | null
  field?: FieldId
  block?: FieldId
  /** Message: what is wrong, why, and how to fix it. */
  message: string
}
