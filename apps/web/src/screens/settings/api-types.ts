import type { AppRouter } from '@hookwright/api'
import type { inferRouterOutputs } from '@trpc/server'

type Outputs = inferRouterOutputs<AppRouter>
type Retention = Outputs['keeping']

/** Stored data of one flow, from the server. */
export type FlowRetention = Retention['ofFlow']

export type ClearingProgress = Retention['clearings'][number]

/** Processes of the installation, with their queues and the database. */
export type InstallationProcesses = Outputs['installation']['processes']

/** A member who can sign in. */
export type ListedMember = Outputs['people']['list'][number]

export type Role = ListedMember['role']

/** Numbers of deliveries whose data cannot be cleared yet, by reason. */
export type StillNeeded = ClearingProgress['needed']

/** An API key with the name of its owner. */
export type ListedKey = Outputs['apiKeys']['list'][number]

/** An entry of the audit log. */
export type ListedEntry = Outputs['audit']['list']['rows'][number]
