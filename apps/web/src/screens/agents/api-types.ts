import type { AppRouter } from '@hookwright/api'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'

type Outputs = inferRouterOutputs<AppRouter>['agents']

/** A tool that the person exposes. */
export type ExposedTool = Outputs['tools'][number]

/** Fixed values of a tool, which agents cannot change, by option or input. */
export type FixedValuesOfTool = inferRouterInputs<AppRouter>['agents']['fix']['fixed']

/** An agent's tool call that waits for the person's decision, with its planned effects. */
export type Approval = Outputs['approvals'][number]

/** A client that a member gave access. */
export type ConnectedClient = Outputs['clients']['clients'][number]

/** A subscription of a client to an event. */
export type ListedSubscription = Outputs['subscriptions'][number]

/** A call of a tool. */
export type ListedCall = Outputs['calls'][number]
