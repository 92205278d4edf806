import type { Id } from '@hookwright/model'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useCallback } from 'react'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { type HistoryList, withoutFilters } from './history-list.ts'
import type { HistorySearch } from './history-search.ts'

/** State and actions of a history page, based on its URL. */
export interface HistoryPage<Search extends HistorySearch> {
  list: HistoryList<Search>
  /** Flow of the list; null for the list of all. */
  flowId: Id | null
  search: Search
  /** Changes search parameters. Replaces the entry in the browser history unless `replace` is false. */
  change: (next: Partial<Search>, replace?: boolean) => void
  /** Replaces the filter of the list. */
  narrowTo: (next: Partial<Search>, replace?: boolean) => void
  isPaused: boolean
  pause: (paused: boolean) => void
}

/** Returns the state of a history page. `search` are the parsed search parameters. */
export const useHistoryPage = <Search extends HistorySearch>(
  list: HistoryList<Search>,
  title: string,
  search: Search
): HistoryPage<Search> => {
  const { flowId = null } = useParams({ strict: false })
  const navigate = useNavigate()
  usePageTitle(title)
  const change = useCallback(
    (next: object, replace = true): void =>
      void navigate({ to: '.', search: before => ({ ...before, ...next }), replace }),
    [navigate]
  )
  const narrowTo = useCallback(
    (next: Partial<Search>, replace = true): void =>
      void navigate({ to: '.', search: before => ({ ...withoutFilters(list, before), ...next }), replace }),
    [navigate, list]
  )
  const pause = useCallback((paused: boolean): void => change({ live: paused ? 'off' : undefined }), [change])
  return { list, flowId, search, change, narrowTo, isPaused: search.live === 'off', pause }
}
