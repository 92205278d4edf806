import { readTimeSearch, type TimeSearch } from '../../features/history/time-search.ts'
import { textIn } from '../../kit/page/search-params.ts'

/** Filters of the audit log, stored in the URL. */
export interface AuditSearch extends TimeSearch {
  member?: string | undefined
  /** Group of acts. It is not validated here, so that the list of groups is not part of the first load. */
  group?: string | undefined
}

/** Parses the filters in the URL. Undefined values are omitted. */
export const readAuditSearch = (search: Record<string, unknown>): AuditSearch => ({
  ...readTimeSearch(search),
  member: textIn(search.member),
  group: textIn(search.group)
})
