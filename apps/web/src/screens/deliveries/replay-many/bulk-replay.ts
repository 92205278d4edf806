import type { AppRouter } from '@hookwright/api'
import type { inferRouterOutputs } from '@trpc/server'

type Outputs = inferRouterOutputs<AppRouter>['deliveries']

/** Replays of many deliveries, and how far they have come. */
export type BulkReplay = Outputs['replays'][number]

/** Number of deliveries and flows that a bulk replay would run. */
export type ReplayCount = Outputs['countReplayable']
