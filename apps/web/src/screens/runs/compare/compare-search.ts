import { textIn, withoutNothing } from '../../../kit/page/search-params.ts'

/** What of a comparison stands in the address: the run that it is compared with, and whether all is shown. */
export interface CompareRunsSearch {
  with?: string | undefined
  all?: boolean | undefined
}

/** Reads it from an address; what it does not know is left out. */
export const readCompareSearch = (search: Record<string, unknown>): CompareRunsSearch =>
  withoutNothing({ with: textIn(search.with), all: textIn(search.all) === 'true' ? true : undefined })
