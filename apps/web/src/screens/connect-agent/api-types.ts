import type { AppRouter } from '@hookwright/api'
import type { inferRouterOutputs } from '@trpc/server'

/** Request of a client for access, as the API returns it. */
export type AccessRequest = inferRouterOutputs<AppRouter>['agents']['request']
