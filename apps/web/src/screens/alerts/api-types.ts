import type { AppRouter } from '@hookwright/api'
import type { inferRouterOutputs } from '@trpc/server'

type Outputs = inferRouterOutputs<AppRouter>

export type ListedAlert = Outputs['alerts']['list']['rows'][number]
export type ListedEndpoint = Outputs['alertEndpoints']['list'][number]
export type ListedMessage = Outputs['alertEndpoints']['messages'][number]
