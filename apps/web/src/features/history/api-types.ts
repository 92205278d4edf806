import type { AppRouter } from '@hookwright/api'
import type { inferRouterOutputs } from '@trpc/server'

type Outputs = inferRouterOutputs<AppRouter>

/** A delivery as returned by the list. */
export type ListedDelivery = Outputs['deliveries']['list']['rows'][number]

/** A delivery with all its details. */
export type OpenedDelivery = Outputs['deliveries']['get']

/** A run as returned by the list. */
export type ListedRun = Outputs['runs']['list']['rows'][number]

/** A run with its trace, but without the flow. */
export type RunWithTrace = Outputs['runs']['get']

/** A run with everything needed to display it. */
export type OpenedRun = Outputs['runs']['open']
