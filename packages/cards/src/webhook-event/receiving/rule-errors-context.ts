import { createContext, use } from 'react'

/** Validation errors of the receiving rules, as sentences by path, such as `verify.0.content`. */
export type RuleErrors = ReadonlyMap<string, string>

/** Context that passes the validation errors to the fields of the form. */
export const RuleErrorsContext = createContext<RuleErrors>(new Map())

/** Returns the DOM id of the control for a part of the receiving rules. */
export const placeIdOf = (at: string): string => `receiving-${at}`

/** Returns the validation error at a path, or null. */
export const useRuleError = (at: string): string | null => use(RuleErrorsContext).get(at) ?? null

/**
 * Returns the first validation error at a path or below it, or null. For a field that edits the whole
 * subtree.
 */
export const useRuleErrorBelow = (at: string): string | null => {
  const errors = use(RuleErrorsContext)
  const below = [...errors.keys()].find(invalidPath => invalidPath === at || invalidPath.startsWith(`${at}.`))
  return below === undefined ? null : (errors.get(below) ?? null)
}

/** Returns true if there is a validation error at one of these paths or below it. */
export const useHasRuleError = (places: readonly string[]): boolean =>
  [...use(RuleErrorsContext).keys()].some(invalidPath =>
    places.some(place => invalidPath === place || invalidPath.startsWith(`${place}.`))
  )
