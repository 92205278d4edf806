import { createContext, use } from 'react'

/** Validation errors of the receiving rules, as sentences by path, such as `verify.0.content`. */
export type Flaws = ReadonlyMap<string, string>

/** Context that passes the validation errors to the fields of the form. */
export const FlawsContext = createContext<Flaws>(new Map())

/** Returns the DOM id of the control for a part of the receiving rules. */
export const placeIdOf = (at: string): string => `receiving-${at}`

/** Returns the validation error at a path, or null. */
export const useFlaw = (at: string): string | null => use(FlawsContext).get(at) ?? null

/**
 * Returns the first validation error at a path or below it, or null. For a field that edits the whole
 * subtree.
 */
export const useFlawBelow = (at: string): string | null => {
  const flaws = use(FlawsContext)
  const below = [...flaws.keys()].find(flawed => flawed === at || flawed.startsWith(`${at}.`))
  return below === undefined ? null : (flaws.get(below) ?? null)
}

/** Returns true if there is a validation error at one of these paths or below it. */
export const useFlawWithin = (places: readonly string[]): boolean =>
  [...use(FlawsContext).keys()].some(flawed =>
    places.some(place => flawed === place || flawed.startsWith(`${place}.`))
  )
