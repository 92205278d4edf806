import type { AppRouter } from '@hookwright/api'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import type { FlowsSearch } from './flows-search.ts'

/** A user's flow as the list shows it. */
export type ListedUserFlow = inferRouterOutputs<AppRouter>['flows']['summaries']['rows'][number]

/** The part of the list that an address asks for. */
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
