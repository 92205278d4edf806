import {
  type ActionFacts,
  type ActionUsage,
  type Card,
  CUSTOM_API_ACTION,
  type FieldId,
  type Flow,
  isFilled,
  readersOf,
  startCardOf,
  type VersionSnapshot
} from '@hookwright/model'
import type { ActionUse } from '../card/card-abilities.ts'
import type { Specs } from '../card/define-card.ts'
import { behaviourOf, inputValuesIn, withoutSignature } from './behaviour.ts'
import { offersCustomApi } from './catalog-of.ts'
import { signatureOf } from './signature-of.ts'

/**
 * Returns the properties of an action that users' flows depend on. `null` if the version does not contain the
 * action.
 */
export const actionFactsOf = (
  snapshot: VersionSnapshot,
  actionFlowId: string,
  specs: Specs
): ActionFacts | null => {
  if (actionFlowId === CUSTOM_API_ACTION) return customApiFactsOf(snapshot)
  const flow = snapshot.flows.find(candidate => candidate.id === actionFlowId)
  const start = flow && startCardOf(flow.doc)
  const signature = flow && signatureOf(flow, specs)
  if (!flow || !start || signature?.kind !== 'action') return null
  const { options, outputs } = signature
  return {
    options,
    groups: signature.inputGroups ?? [],
    selectable: signature.selectable === true,
    outputs,
    behaviour: behaviourOf(snapshot, withoutSignature(flow.doc, start, specs), specs),
    authentication: snapshot.authentication
  }
}

/**
 * Returns the properties of the Custom API Action. The user's card defines its requests, so the action has no
 * options or outputs.
 */
const customApiFactsOf = (snapshot: VersionSnapshot): ActionFacts | null =>
  offersCustomApi(snapshot)
    ? {
        options: [],
        groups: [],
        selectable: false,
        outputs: [],
        behaviour: null,
        authentication: snapshot.authentication
      }
    : null

/** Returns the parts of an action that a card in a user's flow uses. */
export const actionUsageOf = (flow: Flow, card: Card, use: ActionUse): ActionUsage => {
  const params = inputValuesIn(card.inputs)
  const outputs = new Set(readersOf(flow, card.id).map(({ pill }) => pill.field))
  const isGiven = (id: FieldId): boolean => isFilled(params.chosen[id]) || params.mapped.has(id)
  const groupsWith = (groups: Readonly<Record<FieldId, FieldId[]>> = {}, isUsed: (id: FieldId) => boolean) =>
    new Set(Object.entries(groups).flatMap(([group, ids]) => (ids.some(isUsed) ? [group] : [])))
  const added = Object.entries(use.added ?? {}).filter(([, fields]) => fields.length > 0)
  return {
    ...params,
    addedTo: new Set(added.map(([group]) => group)),
    outputs,
    loaded: {
      inputs: groupsWith(use.loaded?.inputs, isGiven),
      outputs: groupsWith(use.loaded?.outputs, id => outputs.has(id))
    },
    hasConnection: use.connectionId !== null
  }
}
