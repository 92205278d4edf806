import type { ProblemCode } from '@hookwright/model'

/** A problem as a card's own check states it; without a code of its own it is `card-config`. */
export interface CardProblem {
  code?: ProblemCode
  field?: string
  message: string
}
