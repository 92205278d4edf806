import { fillText, isEmptyValue, type Scope, valueOfAtom } from './fill.ts'
import type { ConditionParts, MaybeParts } from './rules.ts'

/** What a condition looks at: the value itself of a single part, so that lists can be empty; else the text. */
const lookedAt = (parts: MaybeParts, scope: Scope): unknown => {
  const only = parts?.[0]
  if (parts?.length === 1 && typeof only === 'object' && only.filters.length === 0)
    return valueOfAtom(only, scope)
  return fillText(parts, scope)
}

/** True when a condition holds for the request. */
const holds = (condition: ConditionParts, scope: Scope): boolean => {
  switch (condition.is) {
    case 'present':
      return lookedAt(condition.of, scope) !== null
    case 'absent':
      return lookedAt(condition.of, scope) === null
    case 'empty':
      return isEmptyValue(lookedAt(condition.of, scope))
    case 'equal':
      return fillText(condition.of, scope) === condition.text
    case 'different':
      return fillText(condition.of, scope) !== condition.text
  }
}

/**
 * True when all conditions hold. There must be one, since a rule without any would catch every request; one that cannot
 * be read never holds.
 */
export const allHold = (conditions: readonly ConditionParts[], scope: Scope): boolean =>
  conditions.length > 0 && conditions.every(condition => condition.of !== null && holds(condition, scope))
