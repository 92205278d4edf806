import type { AppRouter } from '@hookwright/api'
import type { Id } from '@hookwright/model'
import type { TRPCOptionsProxy } from '@trpc/tanstack-react-query'
import { alone } from '../../kit/api/api.ts'

/** The flow to draw on, with what is around it. Always asked for anew: a draft that is not the newest cannot be saved. */
export const openFlowQuery = (trpc: TRPCOptionsProxy<AppRouter>, flowId: Id) => ({
  ...trpc.makerFlows.open.queryOptions({ flowId }, alone),
  staleTime: 0
})
