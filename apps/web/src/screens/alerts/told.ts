import type { AppRouter } from '@hookwright/api'
import type { inferRouterOutputs } from '@trpc/server'

type Told = inferRouterOutputs<AppRouter>

export type AlertTold = Told['alerts']['list']['rows'][number]
export type EndpointTold = Told['alertEndpoints']['list'][number]
export type MessageTold = Told['alertEndpoints']['messages'][number]
