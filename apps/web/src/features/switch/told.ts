import type { AppRouter } from '@hookwright/api'
import type { inferRouterOutputs } from '@trpc/server'

type Told = inferRouterOutputs<AppRouter>['subscriptions']

/** A subscription with its possible cleanup entry. */
export type RegistrationTold = Told['registrations'][number]

/** A registration with its attempts. */
export type OpenRegistrationTold = Told['registration']
