import type { AppRouter } from '@hookwright/api'
import type { inferRouterOutputs } from '@trpc/server'

/** The ways in which a run can be replayed. */
export type ReplayChoices = inferRouterOutputs<AppRouter>['runs']['replayChoices']
