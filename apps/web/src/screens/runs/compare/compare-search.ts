import { textIn } from '../../../kit/page/search-params.ts'

/** Search parameters of a comparison: the other run, and whether equal steps are shown. */
export interface CompareRunsSearch {
  with?: string | undefined
  all?: boolean | undefined
}

/** Parses the search parameters; unknown ones are left out. */
export const readCompareSearch = (search: Record<string, unknown>): CompareRunsSearch => ({
  with: textIn(search.with),
  all: textIn(search.all) === 'true' ? true : undefined
})
