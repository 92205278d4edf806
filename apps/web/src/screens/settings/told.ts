import type { AppRouter } from '@hookwright/api'
import type { inferRouterOutputs } from '@trpc/server'

type Outputs = inferRouterOutputs<AppRouter>
type Told = Outputs['keeping']

/** What is kept of one flow, as the server tells it. */
export type KeepingTold = Told['ofFlow']

export type ClearingProgress = Told['clearings'][number]

/** Somebody who can sign in. */
export type MemberTold = Outputs['people']['list'][number]

export type Role = MemberTold['role']

/** What has to stay, by what it waits for. */
export type StillNeeded = ClearingProgress['needed']
