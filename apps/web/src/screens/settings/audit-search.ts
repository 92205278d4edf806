import { type AuditGroup, auditGroups } from '@hookwright/model'
import { readTimeSearch, type TimeSearch } from '../../features/history/time-search.ts'
import { oneOf, textIn, withoutNothing } from '../../kit/page/search-params.ts'

/** Filters of the audit log, kept in the address. */
export interface AuditSearch extends TimeSearch {
  member?: string | undefined
  group?: AuditGroup | undefined
}

/** Groups of acts, in the order in which the filter offers them. */
export const auditGroupChoices = Object.entries(auditGroups).map(([value, label]) => ({
  // The entries of a constant object are its own keys.
  value: value as AuditGroup,
  label
}))

/** Reads the filters from an address; unknown values are left out. */
export const readAuditSearch = (search: Record<string, unknown>): AuditSearch =>
  withoutNothing({
    ...readTimeSearch(search),
    member: textIn(search.member),
    group: oneOf(
      auditGroupChoices.map(({ value }) => value),
      search.group
    )
  })
