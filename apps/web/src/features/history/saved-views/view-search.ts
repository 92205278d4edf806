import type { SavedView } from '@hookwright/model'
import { type HistoryList, withoutFilters } from '../history-list.ts'
import type { HistorySearch } from '../history-search.ts'

/** Returns the filter of a list in the format of a saved view, with all values as text. */
export const viewSearchOf = <Search extends HistorySearch>(
  list: HistoryList<Search>,
  search: Search
): SavedView['search'] => {
  const left = withoutFilters(list, search)
  return Object.fromEntries(
    Object.entries(search).flatMap(([name, value]) =>
      value === undefined || Object.hasOwn(left, name) ? [] : [[name, String(value)]]
    )
  )
}

/** Returns true when two views have the same filter. */
export const isSameView = (one: SavedView['search'], other: SavedView['search']): boolean => {
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].every(name => one[name] === other[name])
}
