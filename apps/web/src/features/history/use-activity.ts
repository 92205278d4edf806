import type { AppRouter } from '@hookwright/api'
import type { Id } from '@hookwright/model'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { useTrpc } from '../../kit/api/use-api.tsx'

/** Runs of a flow in each of the last 24 hours. */
export type Activity = inferRouterOutputs<AppRouter>['flows']['activity']['rows'][number]

/** Returns the runs of these flows in the last 24 hours, by flow id. Empty while loading. */
export const useActivity = (flowIds: Id[]): ReadonlyMap<Id, Activity> => {
  const { data } = useQuery(
    useTrpc().flows.activity.queryOptions(
      { flowIds },
      { enabled: flowIds.length > 0, placeholderData: keepPreviousData }
    )
  )
  return new Map(data?.rows.map(row => [row.flowId, row]))
}
