import type { AppRouter } from '@hookwright/api'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import type { FlowsSearch } from './flows-search.ts'

/** A user's flow as returned by the list. */
export type ListedUserFlow = inferRouterOutputs<AppRouter>['flows']['summaries']['rows'][number]

/** Returns the list query for the search parameters of a URL. */
export const flowsInput = ({
  q,
  by,
  status,
  after
}: FlowsSearch): NonNullable<inferRouterInputs<AppRouter>['flows']['summaries']> => {
  const sought = q?.trim() ?? ''
  return {
    ...(sought !== '' && { q: sought }),
    ...(by !== undefined && { by }),
    ...(status !== undefined && { status }),
    ...(after !== undefined && { after })
  }
}
