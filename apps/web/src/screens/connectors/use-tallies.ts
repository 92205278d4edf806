import type { AppRouter } from '@hookwright/api'
import type { Id } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { useMemo } from 'react'
import { useTrpc } from '../../kit/api/use-api.tsx'

/** Counts and deployed version of a connector, as shown in the list. */
export type Tally = inferRouterOutputs<AppRouter>['connectors']['tallies'][number]

/** Returns the counts and the deployed version of each connector; null while loading. */
export const useTallies = (): ReadonlyMap<Id, Tally> | null => {
  const { data } = useQuery(useTrpc().connectors.tallies.queryOptions())
  return useMemo(() => (data === undefined ? null : new Map(data.map(one => [one.connectorId, one]))), [data])
}
