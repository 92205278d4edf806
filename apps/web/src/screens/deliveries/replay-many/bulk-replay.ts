import type { AppRouter } from '@hookwright/api'
import type { inferRouterOutputs } from '@trpc/server'

type Outputs = inferRouterOutputs<AppRouter>['deliveries']

/** A bulk replay of deliveries with its progress. */
export type BulkReplay = Outputs['replays'][number]

/** Number of deliveries and flows that a bulk replay would run. */
export type ReplayCount = Outputs['countReplayable']
