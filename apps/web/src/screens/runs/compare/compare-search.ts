import { textIn } from '../../../kit/page/search-params.ts'

/** Search parameters of a comparison: the other run, and a flag to show equal steps. */
export interface CompareRunsSearch {
  with?: string | undefined
  all?: boolean | undefined
}

/** Parses the search parameters. Unknown parameters are ignored. */
export const readCompareSearch = (search: Record<string, unknown>): CompareRunsSearch => ({
  with: textIn(search.with),
  all: textIn(search.all) === 'true' ? true : undefined
})
