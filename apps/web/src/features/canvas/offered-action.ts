import type { AppRouter } from '@hookwright/api'
import type { inferRouterOutputs } from '@trpc/server'

/** A connector with the names of the actions that it offers. */
export type OfferedActions = inferRouterOutputs<AppRouter>['actions']['list'][number]

/** An action that can be put into a user's flow. Its signature is loaded when it is. */
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

/** Key of an action that stays the same from version to version. */
export const keyOfAction = ({ connector, flowId }: OfferedAction): string =>
  `${connector.connectorId}/${flowId}`
