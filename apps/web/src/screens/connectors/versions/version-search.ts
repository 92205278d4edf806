import { textIn } from '../../../kit/page/search-params.ts'

/** Search parameters of a version or a comparison: the open flow and the selected card. */
export interface VersionSearch {
  flow?: string | undefined
  card?: string | undefined
}

/** Parses the search parameters. Unknown parameters are ignored. */
export const readVersionSearch = (search: Record<string, unknown>): VersionSearch => ({
  flow: textIn(search.flow),
  card: textIn(search.card)
})
