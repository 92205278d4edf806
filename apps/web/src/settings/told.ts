import type { AppRouter } from '@hookwright/api'
import type { inferRouterOutputs } from '@trpc/server'

type Told = inferRouterOutputs<AppRouter>['keeping']

/** What is kept of one flow, as the server tells it. */
export type KeepingTold = Told['ofFlow']

export type ClearingProgress = Told['clearings'][number]

/** What has to stay, by what it waits for. */
export type StillNeeded = ClearingProgress['needed']
