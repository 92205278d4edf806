import type { AppRouter } from '@hookwright/api'
import type { Id } from '@hookwright/model'
import type { TRPCOptionsProxy } from '@trpc/tanstack-react-query'
import { alone } from '../../kit/api/api.ts'

/**
 * Query of a maker's flow and its catalog. It is always refetched, since only changes to the newest draft can
 * be saved.
 */
export const openFlowQuery = (trpc: TRPCOptionsProxy<AppRouter>, flowId: Id) => ({
  ...trpc.makerFlows.open.queryOptions({ flowId }, alone),
  staleTime: 0
})
