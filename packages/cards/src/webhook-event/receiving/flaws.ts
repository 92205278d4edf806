import { createContext, use } from 'react'

/** Flaws of the rules by place, as in `verify.0.content`; each is a sentence. */
export type Flaws = ReadonlyMap<string, string>

/** Context that hands the problems to the fields, which show them. */
export const FlawsContext = createContext<Flaws>(new Map())

/** Returns the DOM id of the control for a part of the receiving rules. */
export const placeIdOf = (at: string): string => `receiving-${at}`

/** Returns the flaw at a place, or null. */
export const useFlaw = (at: string): string | null => use(FlawsContext).get(at) ?? null

/** Returns the first flaw at a place or below it, or null; for a field that covers all of it. */
export const useFlawBelow = (at: string): string | null => {
  const flaws = use(FlawsContext)
  const below = [...flaws.keys()].find(flawed => flawed === at || flawed.startsWith(`${at}.`))
  return below === undefined ? null : (flaws.get(below) ?? null)
}

/** Returns true if there is a flaw at one of these places or below it. */
export const useFlawWithin = (places: readonly string[]): boolean =>
  [...use(FlawsContext).keys()].some(flawed =>
    places.some(place => flawed === place || flawed.startsWith(`${place}.`))
  )
