import type { AppRouter } from '@hookwright/api'
import type { inferRouterOutputs } from '@trpc/server'

/** A connector with the names of its actions. */
export type OfferedActions = inferRouterOutputs<AppRouter>['actions']['list'][number]

/** An action that can be added to a user's flow. Its signature is loaded when it is added. */
export interface OfferedAction {
  connector: Pick<OfferedActions, 'connectorId' | 'connectorName' | 'versionId' | 'branding'>
  flowId: string
  name: string
  description: string
}

/** Returns the actions of a connector, each with its connector. */
export const actionsOfConnector = (connector: OfferedActions): OfferedAction[] =>
  connector.actions.map(({ flowId, name, description }) => ({
    connector,
    flowId,
    name: name === '' ? 'Unnamed action' : name,
    description
  }))

/** Returns a key of an action that is the same in all versions. */
export const keyOfAction = ({ connector, flowId }: OfferedAction): string =>
  `${connector.connectorId}/${flowId}`
