import type { Problem } from '@hookwright/model'

const keyOf = ({ code, card, field, block }: Problem): string => JSON.stringify([code, card, field, block])

/** Returns the problems in `after` that are not in `before`. */
export const newProblems = (before: readonly Problem[], after: readonly Problem[]): Problem[] => {
  const known = new Set(before.map(keyOf))
  return after.filter(problem => !known.has(keyOf(problem)))
}
