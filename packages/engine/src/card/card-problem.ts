import type { ProblemCode } from '@hookwright/model'

/** Problem of a card that its type's own check reports. Its code defaults to `card-config`. */
export interface CardProblem {
  code?: ProblemCode
  field?: string
  message: string
}
