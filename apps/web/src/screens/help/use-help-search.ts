import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo } from 'react'
import { helpPages } from './help-pages.ts'
import { helpSources } from './help-sources.ts'
import { type FoundSection, indexPage, searchHelp } from './search-help.ts'

/** Loads all pages and builds the search index. */
const loadIndex = async () => {
  const pages = await Promise.all(
    helpPages.map(async page => indexPage(page, (await helpSources.get(page.name)?.()) ?? ''))
  )
  return pages.flat()
}

/** Returns the results of a search over all pages. The index is built on the first search. */
export const useHelpSearch = (query: string): { found: FoundSection[]; isLoading: boolean } => {
  const sought = useDeferredValue(query.trim())
  const { data: index, isLoading } = useQuery({
    queryKey: ['help', 'index'],
    queryFn: loadIndex,
    staleTime: Number.POSITIVE_INFINITY,
    enabled: sought !== ''
  })
  const found = useMemo(() => (index === undefined ? [] : searchHelp(index, sought)), [index, sought])
  return { found, isLoading }
}
