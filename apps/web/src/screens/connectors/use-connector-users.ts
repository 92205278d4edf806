import type { AppRouter } from '@hookwright/api'
import type { Id } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { useTrpc } from '../../kit/api/use-api.tsx'

/** User flow that uses a connector, with the events and actions in use. */
export type ConnectorUser = inferRouterOutputs<AppRouter>['makerFlows']['userFlows'][number]

/** Returns the user flows that use a connector, active flows first; null while loading. */
export const useConnectorUsers = (connectorId: Id): readonly ConnectorUser[] | null =>
  useQuery(useTrpc().makerFlows.userFlows.queryOptions({ connectorId })).data ?? null
