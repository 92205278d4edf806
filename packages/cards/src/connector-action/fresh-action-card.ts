import { type ActionSignature, deployedKeyOf, noSurroundings, type Surroundings } from '@hookwright/engine'
import { type Bindings, type Card, type CardId, type Json, literal } from '@hookwright/model'

/** An action of which nothing is known yet, to begin a preview with. */
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

/** A new card of a deployed action, with the defaults of its options and inputs. */
export const freshActionCard = (given: {
  id: CardId
  action: Pick<ActionSignature, 'id' | 'name' | 'options' | 'inputs'>
  connectorId: string
  versionId: string
  connectionId?: string | null
}): Card => {
  const { id, action, connectorId, versionId, connectionId = null } = given
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

/** Surroundings in which this action is the only thing. */
export const aroundAction = (action: ActionSignature, versionId: string): Surroundings => ({
  ...noSurroundings,
  actions: new Map([[deployedKeyOf(versionId, action.id), action]])
})
