import { FLOW_NAMES_ON_A_PAGE, type Id } from '@hookwright/model'
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query'
import { readPages } from './read-pages.ts'
import { useTrpc } from './use-api.tsx'

/**
 * Returns the names of all flows that the person may see. They are fetched page by page; undefined until all
 * pages are loaded.
 */
export const useFlowNames = (isWanted = true) => {
  const { flows } = useTrpc()
  const queries = useQueryClient()
  const readPage = (after: Id | undefined) =>
    queries.fetchQuery({
      ...flows.list.queryOptions(after === undefined ? {} : { after }),
      staleTime: 0,
      gcTime: 0
    })
  const { data } = useQuery({
    queryKey: flows.list.queryKey(),
    queryFn: isWanted ? () => readPages(FLOW_NAMES_ON_A_PAGE, readPage) : skipToken
  })
  return data
}
