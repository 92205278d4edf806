import type { AppRouter } from '@hookwright/api'
import type { inferRouterOutputs } from '@trpc/server'

type Told = inferRouterOutputs<AppRouter>

export type ListedAlert = Told['alerts']['list']['rows'][number]
export type ListedEndpoint = Told['alertEndpoints']['list'][number]
export type ListedMessage = Told['alertEndpoints']['messages'][number]
