import type { AppRouter } from '@hookwright/api'
import type { Id } from '@hookwright/model'
import type { inferRouterOutputs } from '@trpc/server'
import type { TRPCOptionsProxy } from '@trpc/tanstack-react-query'
import { alone } from '../../kit/api/api.ts'

/** A user's flow with its catalog. */
export type OpenUserFlow = inferRouterOutputs<AppRouter>['flows']['open']

/** An event that a user's flow can start with. */
export type OfferedEvent = OpenUserFlow['events'][number]

/** An action of a deployed version, with everything that its card shows. */
export type DeployedAction = OpenUserFlow['actions'][number]

/**
 * Query of a user's flow and its catalog. It is always refetched, since only changes to the newest draft can
 * be saved.
 */
export const openUserFlowQuery = (trpc: TRPCOptionsProxy<AppRouter>, flowId: Id) => ({
  ...trpc.flows.open.queryOptions({ flowId }, alone),
  staleTime: 0
})
