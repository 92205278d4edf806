import type { AppRouter } from '@hookwright/api'
import type { Id } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { useTrpc } from '../../kit/api/use-api.tsx'

/** User's flow that uses a connector, with the events and actions that it uses. */
export type ConnectorUser = inferRouterOutputs<AppRouter>['makerFlows']['userFlows'][number]

/** Returns users' flows that use a connector, those that are on first; null while loading. */
export const useConnectorUsers = (connectorId: Id): readonly ConnectorUser[] | null =>
  useQuery(useTrpc().makerFlows.userFlows.queryOptions({ connectorId })).data ?? null
