import type { ComponentProps, ReactNode } from 'react'
import { usePerson } from '../../kit/page/use-person.ts'
import type { Narrowed } from './filter-chips.tsx'
import type { HistorySearch } from './history-search.ts'
import { ListHead } from './list-head.tsx'
import { SavedViews } from './saved-views/saved-views.tsx'
import { viewSearchOf } from './saved-views/view-search.ts'
import { SearchBox } from './search-box.tsx'
import type { HistoryPage } from './use-history-page.ts'

/**
 * Toolbar of a history list with its filters, saved views and search.
 *
 * Viewers have no saved views and cannot search stored values.
 */
export const HistoryHead = <Search extends HistorySearch>({
  page: { list, search, narrowTo, isPaused, pause },
  segments,
  filters,
  chips,
  searchBox
}: {
  page: HistoryPage<Search>
  /** Segmented buttons for the most common filters. */
  segments: ReactNode
  filters: ReactNode
  chips: readonly Narrowed[]
  searchBox: ComponentProps<typeof SearchBox>
}) => {
  const onlyLooks = usePerson().role === 'viewer'
  return (
    <ListHead
      search={!onlyLooks && <SearchBox {...searchBox} />}
      segments={segments}
      filters={filters}
      tools={
        !onlyLooks && (
          <SavedViews
            list={list.name}
            search={viewSearchOf(list, search)}
            onPick={view => narrowTo(list.readSearch(view), false)}
          />
        )
      }
      chips={chips}
      onClear={() => narrowTo({})}
      isPaused={isPaused}
      onPause={pause}
    />
  )
}
