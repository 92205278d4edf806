import { readTimeSearch, type TimeSearch } from '../../features/history/time-search.ts'
import { textIn } from '../../kit/page/search-params.ts'

/** Filters of the audit log, stored in the URL. */
export interface AuditSearch extends TimeSearch {
  member?: string | undefined
  /** Group of acts. The page alone knows which ones there are, so that their names are no part of the first load. */
  group?: string | undefined
}

/** Reads the filters from the URL, without undefined values. */
export const readAuditSearch = (search: Record<string, unknown>): AuditSearch => ({
  ...readTimeSearch(search),
  member: textIn(search.member),
  group: textIn(search.group)
})
