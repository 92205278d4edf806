import type { AppRouter } from '@hookwright/api'
import type { inferRouterOutputs } from '@trpc/server'

type Outputs = inferRouterOutputs<AppRouter>
type Told = Outputs['keeping']

/** Stored data of one flow, from the server. */
export type KeepingTold = Told['ofFlow']

export type ClearingProgress = Told['clearings'][number]

/** Somebody who can sign in. */
export type MemberTold = Outputs['people']['list'][number]

export type Role = MemberTold['role']

/** Data that cannot be cleared yet, by what it is needed for. */
export type StillNeeded = ClearingProgress['needed']
