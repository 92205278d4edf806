import type { AppRouter } from '@hookwright/api'
import type { inferRouterOutputs } from '@trpc/server'

type Outputs = inferRouterOutputs<AppRouter>['subscriptions']

/** API endpoint of a flow, without its address and secret. */
export type EndpointSummary = inferRouterOutputs<AppRouter>['apiEndpoints']['summary']

/** A subscription with its cleanup entry, if any. */
export type ListedRegistration = Outputs['registrations'][number]

/** A registration with its attempts. */
export type OpenedRegistration = Outputs['registration']
