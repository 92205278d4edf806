import type { AppRouter } from '@hookwright/api'
import type { inferRouterOutputs } from '@trpc/server'

type Told = inferRouterOutputs<AppRouter>['subscriptions']

/** A subscription with its possible cleanup entry. */
export type ListedRegistration = Told['registrations'][number]

/** A registration with its attempts. */
export type OpenedRegistration = Told['registration']
