import type { AppRouter } from '@hookwright/api'
import type { inferRouterOutputs } from '@trpc/server'

type Outputs = inferRouterOutputs<AppRouter>

/** A delivery as returned by the list. */
export type ListedDelivery = Outputs['deliveries']['list']['rows'][number]

/** A delivery with all that is known of it. */
export type OpenedDelivery = Outputs['deliveries']['get']

/** A run as returned by the list. */
export type ListedRun = Outputs['runs']['list']['rows'][number]

/** A run with its trace, and no flow to draw it on. */
export type RunWithTrace = Outputs['runs']['get']

/** A run with all that it is drawn from. */
export type OpenedRun = Outputs['runs']['open']
