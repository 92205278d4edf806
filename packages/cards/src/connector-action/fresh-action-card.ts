import { type ActionSignature, type Catalog, deployedKeyOf, emptyCatalog } from '@hookwright/engine'
import {
  type Bindings,
  type Card,
  type CardId,
  CUSTOM_API_ACTION,
  type Json,
  literal
} from '@hookwright/model'
import { customApiAction } from '../custom-api-action/card.ts'

/** Empty action, as the initial state of a preview. */
export const unknownAction: ActionSignature = {
  id: 'action',
  name: null,
  kind: 'action',
  options: [],
  inputs: [],
  inputGroups: [],
  outputs: [],
  runMode: false,
  connectorName: '',
  needsConnection: false
}

/** Returns a new card of a deployed action, with default values. */
export const freshActionCard = (params: {
  id: CardId
  action: Pick<ActionSignature, 'id' | 'name' | 'options' | 'inputs'>
  connectorId: string
  versionId: string
  connectionId?: string | null
}): Card => {
  const { id, action, connectorId, versionId, connectionId = null } = params
  if (action.id === CUSTOM_API_ACTION) {
    const { config } = customApiAction.blank()
    return {
      id,
      type: customApiAction.type,
      config: { ...config, connectorId, versionId, connectionId },
      inputs: {}
    }
  }
  const inputs: Bindings = Object.fromEntries(
    [...action.options, ...action.inputs].flatMap(field =>
      field.initial === undefined ? [] : [[field.id, literal(field.initial)]]
    )
  )
  return {
    id,
    type: 'connector-action',
    ...(action.name === null || action.name === '' ? {} : { title: action.name }),
    config: { connectorId, actionFlowId: action.id, versionId, connectionId } satisfies Record<string, Json>,
    inputs
  }
}

/** Returns a catalog that contains only this action. */
export const catalogWithAction = (action: ActionSignature, versionId: string): Catalog => ({
  ...emptyCatalog,
  actions: new Map([[deployedKeyOf(versionId, action.id), action]])
})
