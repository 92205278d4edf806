import type { ProblemCode } from '@hookwright/model'

/** Problem reported by a card's own check. Its code is `card-config` by default. */
export interface CardProblem {
  code?: ProblemCode
  field?: string
  message: string
}
