import type { Id } from '@hookwright/model'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useCallback } from 'react'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { type HistoryList, lookingPart } from './history-list.ts'
import type { HistorySearch } from './history-search.ts'

/** A page with a list of history: what its address says, and what changes that. */
export interface HistoryPage<Search extends HistorySearch> {
  list: HistoryList<Search>
  /** The flow whose list it is; null when it is of all. */
  flowId: Id | null
  search: Search
  /** Changes a part of the address, in place of what it was unless it is told to be a step of its own. */
  change: (next: Partial<Search>, replace?: boolean) => void
  /** Narrows the list to this and to nothing else. */
  narrowTo: (next: Partial<Search>, replace?: boolean) => void
  isPaused: boolean
  pause: (paused: boolean) => void
}

/** The page of this list that is open; `search` is what the router has read of its address. */
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
      void navigate({ to: '.', search: before => ({ ...lookingPart(list, before), ...next }), replace }),
    [navigate, list]
  )
  const pause = useCallback((paused: boolean): void => change({ live: paused ? 'off' : undefined }), [change])
  return { list, flowId, search, change, narrowTo, isPaused: search.live === 'off', pause }
}
