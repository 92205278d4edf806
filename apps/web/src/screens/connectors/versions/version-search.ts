import { textIn } from '../../../kit/page/search-params.ts'

/** Search parameters of a version or a comparison: a flow, and a card of it. */
export interface VersionSearch {
  flow?: string | undefined
  card?: string | undefined
}

/** Parses the search parameters; unknown ones are left out. */
export const readVersionSearch = (search: Record<string, unknown>): VersionSearch => ({
  flow: textIn(search.flow),
  card: textIn(search.card)
})
