import type { AppRouter } from '@hookwright/api'
import type { inferRouterOutputs } from '@trpc/server'

/** A client's request for access, as returned by the API. */
export type AccessRequest = inferRouterOutputs<AppRouter>['agents']['request']
