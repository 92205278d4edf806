import type { AppRouter } from '@hookwright/api'
import type { inferRouterOutputs } from '@trpc/server'

/** In which ways a run can be run again. */
export type ReplayChoicesTold = inferRouterOutputs<AppRouter>['runs']['replayChoices']
