import type { AppRouter } from '@hookwright/api'
import type { inferRouterOutputs } from '@trpc/server'

/** A connector with the names and descriptions of its actions. */
export type OfferedActions = inferRouterOutputs<AppRouter>['actions']['list'][number]

/** An action that can be added to a user's flow. Its signature is loaded when a card for it is added. */
export interface OfferedAction {
  connector: Pick<OfferedActions, 'connectorId' | 'connectorName' | 'versionId' | 'branding'>
  flowId: string
  name: string
  description: string
}

/** Returns the actions of a connector. Each includes its connector. */
export const actionsOfConnector = (connector: OfferedActions): OfferedAction[] =>
  connector.actions.map(({ flowId, name, description }) => ({
    connector,
    flowId,
    name: name === '' ? 'Unnamed action' : name,
    description
  }))

/** Returns the key of an action, which is the same in all versions of its connector. */
export const keyOfAction = ({ connector, flowId }: OfferedAction): string =>
  `${connector.connectorId}/${flowId}`
