import { fillText, isEmptyValue, type Scope, textOfValue, valueOfAtom } from './fill.ts'
import type { ComparisonParts, ConditionParts, MaybeParts } from './rules.ts'

/**
 * Returns the value that a condition checks. For a template with a single part, this is the part's raw value,
 * such as a list; otherwise it is text.
 */
const lookedAt = (parts: MaybeParts, scope: Scope): unknown => {
  const only = parts?.[0]
  if (parts?.length === 1 && typeof only === 'object' && only.filters.length === 0)
    return valueOfAtom(only, scope)
  return fillText(parts, scope)
}

/** Returns true when a condition holds for the request. */
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
    case 'contains':
      return contains(condition, scope)
    case 'starts-with':
      return condition.text !== '' && fillText(condition.of, scope)?.startsWith(condition.text) === true
    case 'one-of':
      return condition.lines.has(fillText(condition.of, scope) ?? '')
  }
}

/** Returns true for a text that contains the searched text, and for a list with the text as an item. */
const contains = ({ of, text }: ConditionParts, scope: Scope): boolean => {
  if (text === '') return false
  const value = lookedAt(of, scope)
  if (Array.isArray(value)) return value.some(item => textOfValue(item) === text)
  return fillText(of, scope)?.includes(text) === true
}

/**
 * Returns true if all conditions hold. An empty list returns false, since the rule would match every request.
 * A condition that cannot be parsed never holds.
 */
export const allHold = (conditions: readonly ConditionParts[], scope: Scope): boolean =>
  conditions.length > 0 && conditions.every(condition => condition.of !== null && holds(condition, scope))

/**
 * Returns true if both sides of each comparison can be filled in and are equal. Compares in constant time.
 */
export const allSame = (comparisons: readonly ComparisonParts[], scope: Scope): boolean =>
  comparisons.every(({ left, right }) => {
    const one = fillText(left, scope)
    const other = fillText(right, scope)
    return one !== null && other !== null && scope.cryptography.same(one, other)
  })
