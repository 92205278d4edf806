import type { AppRouter } from '@hookwright/api'
import type { inferRouterOutputs } from '@trpc/server'

type Outputs = inferRouterOutputs<AppRouter>['deliveries']

/** Replays of many deliveries, and how far they have come. */
export type ReplaysTold = Outputs['replays'][number]

/** What can be run again, before anything is. */
export type ReplayCount = Outputs['countReplayable']
