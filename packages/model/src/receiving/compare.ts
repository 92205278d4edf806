import { fillText, type Scope } from './fill.ts'
import type { ComparisonParts } from './rules.ts'

/** True when both sides of each comparison can be filled in and are the same, compared in constant time. */
export const allSame = (comparisons: readonly ComparisonParts[], scope: Scope): boolean =>
  comparisons.every(({ left, right }) => {
    const one = fillText(left, scope)
    const other = fillText(right, scope)
    return one !== null && other !== null && scope.cryptography.same(one, other)
  })
