import type { AppRouter } from '@hookwright/api'
import type { inferRouterOutputs } from '@trpc/server'

/** The ways in which a run can be replayed. */
export type ReplayChoicesTold = inferRouterOutputs<AppRouter>['runs']['replayChoices']
