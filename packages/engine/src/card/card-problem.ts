import type { ProblemCode } from '@hookwright/model'

/** Problem reported by the check of a card type. Its code defaults to `card-config`. */
export interface CardProblem {
  code?: ProblemCode
  field?: string
  message: string
}
