import { textIn, withoutNothing } from '../../kit/page/search-params.ts'

/** Search parameters of a version or a comparison: a flow, and a card of it. */
export interface VersionSearch {
  flow?: string | undefined
  card?: string | undefined
}

/** Reads it from an address; what it does not know is left out. */
export const readVersionSearch = (search: Record<string, unknown>): VersionSearch =>
  withoutNothing({ flow: textIn(search.flow), card: textIn(search.card) })
