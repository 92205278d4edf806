import { createContext, use } from 'react'

/** What is wrong with the rules, by place: `verify.0.content` and a sentence. */
export type Flaws = ReadonlyMap<string, string>

/** Hands what is wrong to the fields, which show it. */
export const FlawsContext = createContext<Flaws>(new Map())

/** The id in the page of the place of a part of the rules. */
export const placeIdOf = (at: string): string => `receiving-${at}`

/** What is wrong at a place, or null. */
export const useFlaw = (at: string): string | null => use(FlawsContext).get(at) ?? null

/** What is wrong at a place or below it, for a field that holds all of it; or null. */
export const useFlawBelow = (at: string): string | null => {
  const flaws = use(FlawsContext)
  const below = [...flaws.keys()].find(flawed => flawed === at || flawed.startsWith(`${at}.`))
  return below === undefined ? null : (flaws.get(below) ?? null)
}

/** Whether something is wrong at a place or below it. */
export const useFlawWithin = (places: readonly string[]): boolean =>
  [...use(FlawsContext).keys()].some(flawed =>
    places.some(place => flawed === place || flawed.startsWith(`${place}.`))
  )
